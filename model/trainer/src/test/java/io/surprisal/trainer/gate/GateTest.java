package io.surprisal.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.model.Calibration;
import io.surprisal.model.CellKind;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import io.surprisal.model.detect.Observation;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.bench.injection.CleanRate;
import io.surprisal.trainer.bench.injection.HeldBackStretches;
import io.surprisal.trainer.bench.injection.MethodResult;
import io.surprisal.trainer.bench.injection.Trial;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.inject.IncidentKind;
import io.surprisal.trainer.inject.Injector;
import io.surprisal.trainer.train.HeldBack;
import io.surprisal.trainer.train.history.HistorySource;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.synthetic.RandomSource;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who gets through the gate. */
class GateTest {

    private static final int ROWS = 3_200;

    private final ModelSnapshot champion = ModelCodec.fromFile(BundledModel.load());

    @Test
    void letsAModelThroughThatIsAsGood() throws InterruptedException {
        GateReport report = gate(ROWS).compare(champion, champion);

        assertThat(report.objections()).isEmpty();
        assertThat(report.rateRatio()).isEqualTo(1);
        assertThat(report.candidateLikelihood())
                .isEqualTo(report.championLikelihood())
                .isFinite();
        assertThat(report.lines()).anyMatch(line -> line.contains("recall at 1 alert in 1,000 rows, one feature"));
    }

    @Test
    void refusesAModelThatAlertsMuchMoreOften() throws InterruptedException {
        Curve jumpy = Curve.line(2, 3);

        GateReport report = gate(ROWS).compare(champion, with(new Calibration(jumpy, jumpy, 0, 0)));

        assertThat(report.rateRatio()).isGreaterThan(GateReport.MOST_RATE_RATIO);
        assertThat(report.objections())
                .hasSize(1)
                .allMatch(objection -> objection.contains("times as often as the champion"));
    }

    @Test
    void refusesAModelThatFindsFewerIncidents() {
        GateReport report = new GateReport(1, found(60, 2), found(57, 2), 0, 100);

        assertThat(report.objections())
                .containsExactly("it finds fewer of the injected incidents: 0.570, the champion 0.600 (0.02 less is"
                        + " allowed)");
    }

    @Test
    void letsAWorseForecasterThroughThatFindsAsMuch() {
        assertThat(new GateReport(1, found(60, 2), found(59, 2), 0, -100).objections())
                .isEmpty();
    }

    @Test
    void doesNotTakeTwoAlertsAgainstOneForAVerdict() {
        assertThat(new GateReport(1, found(60, 1), found(60, 2), 0, 0).objections())
                .isEmpty();
        assertThat(new GateReport(1, found(60, 10), found(60, 22), 0, 0).objections())
                .hasSize(1);
        assertThat(new GateReport(1, found(60, 10), found(60, 4), 0, 0).objections())
                .hasSize(1);
    }

    @Test
    void judgesNoRowThatTrainingDoesNotHoldBack() {
        SeriesHistory history = history(0, ROWS);

        List<Injector> stretches = HeldBackStretches.of(List.of(history));

        assertThat(stretches).hasSize(1);
        Injector stretch = stretches.get(0);
        int firstJudged = ROWS - stretch.stretch().length() + stretch.firstRow();
        assertThat(firstJudged).isEqualTo(HeldBack.from(history));
    }

    @Test
    void givesAModelTheCovariatesThatItKnowsByName() throws InterruptedException {
        ModelSpec spec = new ModelSpec(CellKind.GRU, 1, 4, List.of(), List.of("load"), VersionChange.REPLAY);
        Map<String, float[]> tensors =
                NetworkParameters.random(spec, new RandomSource(1, 0)).tensors();
        tensors.putAll(champion.calibration().tensors());
        ModelSnapshot reading = ModelSnapshot.of("reading", "1", Optional.empty(), spec, tensors);

        GateReport known = gate(withCovariates(0, "time", "load"), withCovariates(1, "time", "load"))
                .compare(champion, reading);
        GateReport unknown =
                gate(withCovariates(0, "time"), withCovariates(1, "time")).compare(champion, reading);
        GateReport none = gate(withCovariates(0), withCovariates(1)).compare(champion, reading);

        assertThat(known.candidateLikelihood()).isNotEqualTo(none.candidateLikelihood());
        assertThat(known.candidate().one()).isNotEqualTo(none.candidate().one());
        assertThat(known.championLikelihood()).isEqualTo(none.championLikelihood());
        assertThat(unknown).isEqualTo(none);
    }

    /** A series whose covariates are all the same, and tell where it is going. */
    private static SeriesHistory withCovariates(int number, String... names) {
        SeriesHistory plain = history(number, ROWS);
        List<Observation> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double[] covariates = new double[names.length];
            Arrays.fill(
                    covariates, plain.rows().get(Math.min(row + 1, ROWS - 1)).value(0));
            rows.add(new Observation(
                    plain.rows().get(row).eventTimeMs(),
                    new double[] {plain.rows().get(row).value(0)},
                    covariates,
                    Observation.UNKNOWN,
                    Observation.UNKNOWN));
        }
        return new SeriesHistory(plain.key(), plain.features(), List.of(names), rows);
    }

    @Test
    void saysThatNoSeriesIsLongEnough() {
        assertThatThrownBy(() -> gate(2_900).compare(champion, champion))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("there are 0. Each series of 3000 rows or more");
    }

    @Test
    void doesNotLetEverybodyThroughWhereThereAreTooFewRowsForAnAlert() {
        assertThatThrownBy(() -> gate(history(0, ROWS)).compare(champion, champion))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("must have 1000 clean rows that training holds back")
                .hasMessageContaining("there are 640");
    }

    private static Gate gate(int rows) {
        return gate(history(0, rows), history(1, rows), history(2, rows));
    }

    private static Gate gate(SeriesHistory... histories) {
        HistorySource source = new HistorySource() {
            @Override
            public String name() {
                return "made up";
            }

            @Override
            public List<SeriesHistory> read() {
                return List.of(histories);
            }
        };
        return new Gate(List.of(), List.of(source), Progress.NONE);
    }

    private static SeriesHistory history(int number, int rows) {
        SyntheticSeries series = SyntheticSeries.generate(5, number, rows, SyntheticSeries.NO_ANOMALIES);
        List<Observation> observations = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            observations.add(Observation.of(series.timesMs()[row], series.values()[row]));
        }
        return new SeriesHistory("series " + number, List.of("value"), List.of(), observations);
    }

    private ModelSnapshot with(Calibration calibration) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(champion.spec()).tensors()) {
            tensors.put(shape.name(), champion.tensor(shape.name()));
        }
        tensors.putAll(calibration.tensors());
        return ModelSnapshot.of("other", "1", Optional.empty(), champion.spec(), tensors);
    }

    /** A method that finds so many of 100 incidents, and alerts so often on 10,000 clean rows. */
    private static MethodResult found(int of100, int ownAlerts) {
        List<Trial> trials = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            boolean found = number < of100;
            trials.add(new Trial(0, false, IncidentKind.SPIKE, 1, found, found, false));
        }
        return new MethodResult("x", new CleanRate(0.5, 10_000, 10, ownAlerts), new CleanRate(1, 0, 0, 0), trials);
    }
}
