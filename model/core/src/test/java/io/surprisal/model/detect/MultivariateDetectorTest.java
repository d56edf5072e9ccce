package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.VersionChange;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultivariateDetectorTest {

    private static final int ROWS = 1_200;
    private static final int INCIDENT = 1_100;

    private final ModelSnapshot model = Networks.random(7);

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {2, 4, 5, 38})
    void scoresAnIncidentInOneFeatureHigherThanAllOtherRows(int features) {
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(1, ROWS, features));
        rows.set(INCIDENT, SyntheticRows.with(rows.get(INCIDENT), 1, 10));

        List<Verdict> verdicts = detectAll(rows, features);

        double incident = verdicts.get(INCIDENT).score();
        assertThat(verdicts.subList(300, INCIDENT)).allMatch(verdict -> verdict.score() < incident);
        Explanation explanation = ((Verdict.Scored) verdicts.get(INCIDENT)).explanation();
        assertThat(explanation.top()).isEqualTo(1);
        assertThat(explanation.direction()).isEqualTo(Direction.BELOW);
        assertThat(explanation.features().stream()
                        .mapToDouble(FeatureExplanation::contribution)
                        .sum())
                .isBetween(0.999999, 1.000001);
    }

    @Test
    void givesAConstantFeatureNoPartOfTheScore() {
        List<Observation> rows = SyntheticRows.waves(2, ROWS, 3).stream()
                .map(row -> SyntheticRows.with(row, 2, 100))
                .toList();

        List<Verdict> verdicts = detectAll(rows, 3);

        for (Verdict verdict : verdicts.subList(500, ROWS)) {
            FeatureExplanation constant =
                    ((Verdict.Scored) verdict).explanation().features().get(2);
            assertThat(constant.contribution()).isLessThan(0.35);
        }
        assertThat(verdicts).filteredOn(Verdict::alert).isEmpty();
    }

    @Test
    void staysSilentWhereAllFeaturesAreConstant() {
        List<Observation> rows = SyntheticRows.of(15_000, row -> 1).stream()
                .map(row -> Observation.of(row.eventTimeMs(), 0, 7, 1e9))
                .toList();

        assertThat(detectAll(rows, 3)).filteredOn(Verdict::alert).isEmpty();
    }

    @Test
    void imputesAMissingFeatureAndScoresTheOthers() {
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(3, ROWS, 3));
        Observation incident = SyntheticRows.with(rows.get(INCIDENT), 0, 200);
        rows.set(INCIDENT, SyntheticRows.with(incident, 1, Double.NaN));

        Verdict.Scored verdict = (Verdict.Scored) detectAll(rows, 3).get(INCIDENT);

        assertThat(verdict.imputed()).isTrue();
        FeatureExplanation missing = verdict.explanation().features().get(1);
        assertThat(missing.imputed()).isTrue();
        assertThat(missing.contribution()).isZero();
        assertThat(missing.observed()).isEqualTo(missing.expected());
        assertThat(verdict.explanation().top()).isZero();
    }

    @Test
    void startsAFeatureThatIsFirstSeenLaterOnItsOwn() {
        List<Observation> rows = new ArrayList<>();
        for (Observation row : SyntheticRows.waves(4, ROWS, 2)) {
            boolean there = row.eventTimeMs() >= SyntheticRows.timeMs(600);
            rows.add(SyntheticRows.with(row, 1, there ? 1e6 + row.value(1) : Double.NaN));
        }

        List<Verdict> verdicts = detectAll(rows, 2);

        for (Verdict verdict : verdicts.subList(600, 650)) {
            FeatureExplanation young =
                    ((Verdict.Scored) verdict).explanation().features().get(1);
            assertThat(young.contribution()).isZero();
        }
        // Nor does it set off an alert when it is known: one row in 1,000 may, wherever it is.
        assertThat(verdicts.subList(600, 800)).filteredOn(Verdict::alert).isEmpty();
        assertThat(verdicts).filteredOn(Verdict::alert).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {2, 5, 1_024})
    void staysFiniteWhateverTheValues(int features) {
        Random random = new Random(1);
        double[] extremes = {0, 1e30, -1e30, 1e-30, Double.MIN_VALUE, 1, Double.NaN};
        Detector detector = new Detector(model, features);
        SeriesState state = SeriesState.wrap(detector.newState());
        for (int row = 0; row < 400; row++) {
            boolean wild = row / 100 % 2 == 0;
            double[] values = random.doubles(features)
                    .map(part -> wild ? part * extremes[random.nextInt(extremes.length)] : 5)
                    .toArray();

            Verdict verdict = detector.detect(state, Observation.of(SyntheticRows.timeMs(row), values));

            assertThat(verdict.score()).isBetween(0.0, 1.0);
            assertThat(detector.row().combinedChannels()).isFinite();
        }

        for (int feature = 0; feature < features; feature++) {
            for (int component = 0; component < SeriesStateLayout.COMPONENTS; component++) {
                assertThat(state.f32(state.layout().components(feature) + component * Float.BYTES))
                        .isFinite();
            }
        }
        for (int mean = 0; mean < SeriesStateLayout.JOINT_MEANS; mean++) {
            assertThat(state.f32(state.layout().jointMeans() + mean * Float.BYTES))
                    .isFinite();
        }
    }

    @Test
    void givesTheSameBitsAfterARestartBetweenAnyTwoRows() {
        Detector detector = new Detector(model, 5);
        SeriesState unbroken = SeriesState.wrap(detector.newState());
        SeriesState restarted = SeriesState.wrap(detector.newState());

        for (Observation row : SyntheticRows.waves(5, 300, 5)) {
            Verdict expected = detector.detect(unbroken, row);
            restarted = SeriesState.wrap(restarted.bytes().clone());
            assertThat(new Detector(model, 5).detect(restarted, row)).isEqualTo(expected);
        }

        assertThat(restarted).isEqualTo(unbroken);
    }

    @Test
    void feedsCovariatesToTheNetworkAndTakesAMissingOneAsZero() {
        ModelSpec spec = Networks.spec(VersionChange.REPLAY, "rain");
        Detector detector = new Detector(Networks.random(7, spec), 2);

        assertThat(expected(detector, 3)).isNotEqualTo(expected(detector, 0));
        assertThat(expected(detector, Double.NaN)).isEqualTo(expected(detector, 0));
    }

    private static double expected(Detector detector, double covariate) {
        SeriesState state = SeriesState.wrap(detector.newState());
        for (int row = 0; row < 3; row++) {
            double[] values = {row, 2 * row};
            detector.detect(state, new Observation(row, values, new double[] {covariate}, 0, row));
        }
        return detector.row().expected[0];
    }

    private List<Verdict> detectAll(List<Observation> rows, int features) {
        List<String> names =
                IntStream.range(0, features).mapToObj(feature -> "f" + feature).toList();
        Detector detector = new Detector(model, names, Explain.EVERY_ROW);
        SeriesState state = SeriesState.wrap(detector.newState());
        return rows.stream().map(row -> detector.detect(state, row)).toList();
    }
}
