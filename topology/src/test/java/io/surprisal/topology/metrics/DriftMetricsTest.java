package io.surprisal.topology.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.DriftProbe;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the drift metrics say of series that stay as they are, and of series that do not. */
class DriftMetricsTest {

    private static final int SERIES = 4;
    private static final int QUIET_ROWS = 6_000;
    private static final int NEW_ROWS = 2_000;
    private static final long MINUTE = 60_000;

    private final ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());

    @Test
    void isNotANumberBeforeEnoughIsKnown() {
        MeterRegistry registry = new SimpleMeterRegistry();
        new DriftMetrics(registry);

        assertThat(registry.get("surprisal.drift.input").gauge().value()).isNaN();
        assertThat(registry.get("surprisal.drift.calibration")
                        .tag("nominal", "0.001")
                        .gauge()
                        .value())
                .isNaN();
    }

    @Test
    void isAboutOneWhileNothingDrifts() {
        MeterRegistry registry = run(1, 0);

        assertThat(value(registry, "surprisal.drift.input")).isBetween(0.9, 1.1);
        assertThat(value(registry, "surprisal.drift.residual")).isBetween(0.9, 1.1);
        assertThat(registry.get("surprisal.drift.calibration")
                        .tag("nominal", "0.1")
                        .gauge()
                        .value())
                .isBetween(0.3, 2.0);
    }

    @Test
    void risesWhenValuesSpreadWider() {
        MeterRegistry registry = run(2, 0);

        assertThat(value(registry, "surprisal.drift.input")).isGreaterThan(1.3);
        assertThat(value(registry, "surprisal.drift.residual")).isGreaterThan(1.15);
    }

    @Test
    void risesWhenValuesMoveToAnotherLevel() {
        MeterRegistry registry = run(1, 3);

        assertThat(value(registry, "surprisal.drift.input")).isGreaterThan(1.3);
    }

    private static double value(MeterRegistry registry, String name) {
        return registry.get(name).gauge().value();
    }

    /** Noise around a wave; of the later rows alone, which are other ones, the metrics are taken. */
    private MeterRegistry run(double spread, double level) {
        MeterRegistry registry = new SimpleMeterRegistry();
        DriftMetrics metrics = new DriftMetrics(registry);
        DriftProbe probe = new DriftProbe();
        Detector detector = new Detector(model, 1);
        for (int series = 0; series < SERIES; series++) {
            Random random = new Random(series);
            SeriesState state = SeriesState.wrap(detector.newState());
            for (int row = 0; row < QUIET_ROWS + NEW_ROWS; row++) {
                boolean later = row >= QUIET_ROWS;
                double usual = Math.sin(row / 20.0) + random.nextGaussian();
                double value = later ? level + spread * usual : usual;
                Verdict verdict = detector.detect(state, Observation.of(row * MINUTE, value));
                if (later && verdict instanceof Verdict.Scored scored) {
                    probe.read(detector, state);
                    metrics.scored(probe, scored.rarity());
                }
            }
        }
        return registry;
    }
}
