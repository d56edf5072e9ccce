package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.score.Channel;
import io.surprisal.model.series.SeriesState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {

    private final ModelSnapshot model = Networks.random(7);
    private final Detector detector = new Detector(model, 1);

    @Test
    void staysSilentDuringWarmUpAndSaysForHowLong() {
        SeriesState state = SeriesState.wrap(detector.newState());
        List<Verdict> verdicts = detectAll(state, SyntheticRows.waves(1, 51, 1));

        assertThat(verdicts.get(0)).isEqualTo(new Verdict.WarmingUp(49));
        assertThat(verdicts.get(49)).isEqualTo(new Verdict.WarmingUp(0));
        assertThat(verdicts.subList(0, 50)).allMatch(verdict -> verdict.score() == 0 && !verdict.alert());
        assertThat(verdicts.get(50).kind()).isEqualTo(Verdict.Kind.SCORED);
    }

    @Test
    void alertsOnASpikeAndExplainsIt() {
        SeriesState state = SeriesState.wrap(detector.newState());
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(1, 1_000, 1));
        rows.set(900, SyntheticRows.with(rows.get(900), 0, 150));

        Verdict.Scored spike = (Verdict.Scored) detectAll(state, rows).get(900);

        assertThat(spike.alert()).isTrue();
        assertThat(spike.score()).isGreaterThan(Verdict.THRESHOLD);
        assertThat(spike.nominalRate()).isLessThan(1e-3);
        FeatureExplanation feature = spike.explanation().features().get(0);
        assertThat(feature.observed()).isEqualTo(150);
        assertThat(feature.expected()).isBetween(20.0, 80.0);
        assertThat(feature.spread()).isPositive();
        assertThat(feature.contribution()).isEqualTo(1);
        assertThat(spike.explanation().direction()).isEqualTo(Direction.ABOVE);
        assertThat(spike.explanation().channels())
                .extracting(ChannelScore::channel)
                .isEqualTo(Channel.OF_ONE);
    }

    @Test
    void silencesRowsAfterAnAlertUnlessTheyAreClearlyRarer() {
        SeriesState state = SeriesState.wrap(detector.newState());
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(1, 1_000, 1));
        rows.set(900, SyntheticRows.with(rows.get(900), 0, 150));
        rows.set(905, SyntheticRows.with(rows.get(905), 0, 150));

        List<Verdict> verdicts = detectAll(state, rows);

        Verdict silenced = verdicts.get(905);
        assertThat(silenced.score()).isGreaterThan(Verdict.THRESHOLD);
        assertThat(silenced.alert()).isFalse();
        assertThat(silenced.anomalyScore()).isZero();
    }

    @Test
    void givesTheSameBitsAfterARestartBetweenAnyTwoRows() {
        List<Observation> rows = SyntheticRows.waves(2, 400, 1);
        SeriesState unbroken = SeriesState.wrap(detector.newState());
        SeriesState restarted = SeriesState.wrap(detector.newState());

        for (Observation row : rows) {
            Verdict expected = detector.detect(unbroken, row);
            restarted = SeriesState.wrap(restarted.bytes().clone());
            assertThat(new Detector(model, 1).detect(restarted, row)).isEqualTo(expected);
        }

        assertThat(restarted).isEqualTo(unbroken);
    }

    @ParameterizedTest(name = "always {0}")
    @ValueSource(doubles = {0, 1, -3.7, 100, 1e-12, 1e12, 1e30})
    void neverAlertsOnAConstantSeries(double value) {
        SeriesState state = SeriesState.wrap(detector.newState());

        List<Verdict> verdicts = detectAll(state, SyntheticRows.of(15_000, row -> value));

        assertThat(verdicts).filteredOn(Verdict::alert).isEmpty();
    }

    @ParameterizedTest(name = "between {0} and 1")
    @ValueSource(doubles = {0, -1e6, 0.999})
    void settlesOnASeriesOfTwoValues(double other) {
        Random random = new Random(3);
        SeriesState state = SeriesState.wrap(detector.newState());
        List<Observation> rows = SyntheticRows.of(6_000, row -> random.nextInt(4) == 0 ? other : 1);

        List<Verdict> verdicts = detectAll(state, rows);

        assertThat(verdicts.subList(1_000, 6_000)).filteredOn(Verdict::alert).hasSizeLessThan(15);
    }

    @Test
    void goesOnThroughIrregularGapsAndAMonthOfSilence() {
        Random random = new Random(4);
        SeriesState state = SeriesState.wrap(detector.newState());
        long timeMs = SyntheticRows.START_MS;
        List<Verdict> verdicts = new ArrayList<>();
        for (int row = 0; row < 3_000; row++) {
            timeMs += 1 + (long) (600_000 * -Math.log(1 - random.nextDouble()));
            timeMs += row == 2_000 ? 30L * 86_400_000 : 0;
            verdicts.add(detector.detect(state, Observation.of(timeMs, 5 + random.nextGaussian())));
        }

        assertThat(verdicts.subList(50, 3_000)).allMatch(verdict -> verdict.kind() == Verdict.Kind.SCORED);
        assertThat(verdicts).allMatch(verdict -> verdict.score() >= 0 && verdict.score() < 1);
        assertThat(verdicts).filteredOn(Verdict::alert).hasSizeLessThan(15);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void staysFiniteWhateverTheValues(long seed) {
        Random random = new Random(seed);
        SeriesState state = SeriesState.wrap(detector.newState());
        double[] extremes = {0, 1e30, -1e30, 1e-30, Double.MIN_VALUE, 1, Double.NaN};
        long timeMs = Long.MIN_VALUE / 4;

        for (int row = 0; row < 3_000; row++) {
            timeMs += random.nextLong() >>> (3 + random.nextInt(60));
            double value = extremes[random.nextInt(extremes.length)] * random.nextDouble();
            Verdict verdict = detector.detect(state, Observation.of(timeMs, value));
            assertThat(verdict.score()).isBetween(0.0, 1.0);
        }

        for (int feature = 0; feature < detector.row().features(); feature++) {
            assertThat(detector.row().expected[feature]).isFinite();
            assertThat(detector.row().deviation[feature]).isFinite();
        }
        assertThat(state.header().typicalGapSeconds()).isFinite().isPositive();
    }

    @Test
    void refusesTheStateOfAnotherModel() {
        SeriesState state = SeriesState.wrap(new Detector(Networks.random(8), 1).newState());

        assertThatThrownBy(() -> detector.detect(state, Observation.of(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "state must be of model " + model.identity().sha256())
                .hasMessageContaining(Networks.random(8).identity().sha256());
    }

    @Test
    void refusesAnObservationOfAnotherSizeNamingBoth() {
        SeriesState state = SeriesState.wrap(detector.newState());

        assertThatThrownBy(() -> detector.detect(state, Observation.of(0, 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("observation must have 1 features and 0 covariates: features=2, covariates=0");
    }

    private List<Verdict> detectAll(SeriesState state, List<Observation> rows) {
        return rows.stream().map(row -> detector.detect(state, row)).toList();
    }
}
