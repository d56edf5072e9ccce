package io.surprisal.trainer.bench.injection;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.inject.IncidentKind;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No kind of incident may go unseen by the model that ships. A guard: the floor is far below what is measured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectedRecallTest {

    private static final int SERIES = 24;
    private static final int ROWS = 3000;
    private static final long SEED = 424_242;

    /** Recall of the largest strength, in made-up series of one feature. */
    private static final double FLOOR = 0.5;

    private MethodResult detector;

    @BeforeAll
    void bench(@TempDir Path folder) throws IOException, InterruptedException {
        for (int number = 0; number < SERIES; number++) {
            SyntheticSeries series = SyntheticSeries.generate(SEED, number, ROWS, SyntheticSeries.NO_ANOMALIES);
            StringBuilder text = new StringBuilder("timestamp,value\n");
            for (int row = 0; row < ROWS; row++) {
                text.append(series.timesMs()[row])
                        .append(',')
                        .append(series.values()[row])
                        .append('\n');
            }
            Files.writeString(folder.resolve("series" + number + ".csv"), text);
        }
        ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());
        detector = new InjectionBench(
                        new InjectionOptions(
                                model.identity(),
                                List.of(new DetectorMethod("surprisal", model)),
                                List.of(folder),
                                2,
                                77),
                        Progress.NONE)
                .run()
                .methods()
                .get(0);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(value = IncidentKind.class, names = "BROKEN_CORRELATION", mode = EnumSource.Mode.EXCLUDE)
    void findsStrongIncidentsOfEveryKind(IncidentKind kind) {
        double recall = detector.share(false, kind, kind.strengths().get(2), Trial::found);

        assertThat(recall).isGreaterThanOrEqualTo(FLOOR);
    }

    @Test
    void alertsAboutOnceInAThousandCleanRowsByItsOwnRule() {
        assertThat(detector.one().ownAlertsPer1000()).isLessThan(3);
    }
}
