package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.score.Channel;
import io.surprisal.model.series.SeriesState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointStatisticsTest {

    private static final int ROWS = 4_000;
    private static final int BEGIN = 3_900;
    private static final int END = 3_930;
    private static final int BEFORE = 2_900;

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {4, 5, 8, 20})
    void noticesABrokenCorrelationOfFeaturesWhoseSingleValuesStayUsual(int features) {
        List<double[]> tails = new ArrayList<>();
        Detector detector = new Detector(Networks.random(7), features);
        SeriesState state = SeriesState.wrap(detector.newState());
        for (Observation row : correlated(features)) {
            detector.detect(state, row);
            tails.add(detector.row().channelTails.clone());
        }

        assertThat(largest(tails, Channel.RELATION, BEGIN, END))
                .isGreaterThan(largest(tails, Channel.RELATION, BEFORE, BEGIN) + 2);
        assertThat(largest(tails, Channel.LARGEST, BEGIN, END))
                .isLessThan(largest(tails, Channel.LARGEST, BEFORE, BEGIN));
    }

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {8, 20})
    void namesTheFeatureThatBreaksTheCorrelation(int features) {
        Detector detector = new Detector(Networks.random(7), features);
        SeriesState state = SeriesState.wrap(detector.newState());
        double[] sums = new double[features];
        List<Observation> rows = correlated(features);
        for (int row = 0; row < END; row++) {
            detector.detect(state, rows.get(row));
            for (int feature = 0; feature < features && row >= BEGIN; feature++) {
                sums[feature] += detector.row().unrelated[feature];
            }
        }

        assertThat(Row.largest(sums)).isEqualTo(1);
    }

    @Test
    void givesConstantAndMissingFeaturesNoPart() {
        Detector detector = new Detector(Networks.random(7), 5);
        SeriesState state = SeriesState.wrap(detector.newState());
        for (Observation row : SyntheticRows.waves(1, 1_500, 5)) {
            Observation constant = SyntheticRows.with(row, 2, 7);
            detector.detect(state, SyntheticRows.with(constant, 3, Double.NaN));

            assertHasNoPart(detector.row(), 2);
            assertHasNoPart(detector.row(), 3);
        }
    }

    @Test
    void givesAFeatureThatIsFirstSeenLaterNoPartInItsFirstRows() {
        Detector detector = new Detector(Networks.random(7), 5);
        SeriesState state = SeriesState.wrap(detector.newState());
        int first = 1_000;
        int parts = 0;
        for (Observation row : SyntheticRows.waves(1, first + 200, 5)) {
            boolean there = row.eventTimeMs() >= SyntheticRows.timeMs(first);
            detector.detect(state, SyntheticRows.with(row, 4, there ? row.value(4) : Double.NaN));
            if (row.eventTimeMs() < SyntheticRows.timeMs(first + Detector.WARM_UP_ROWS)) {
                assertHasNoPart(detector.row(), 4);
            } else {
                parts += detector.row().judged[4] ? 1 : 0;
            }
        }

        assertThat(parts).isEqualTo(200 - Detector.WARM_UP_ROWS);
    }

    @Test
    void namesTheFeaturesThatWereDisturbed() {
        Detector detector = new Detector(Networks.random(7), 8);
        SeriesState state = SeriesState.wrap(detector.newState());
        List<Observation> rows = SyntheticRows.waves(1, 1_501, 8);
        double usual = rows.subList(0, 1_500).stream()
                .mapToDouble(row -> detector.detect(state, row).score())
                .skip(300)
                .max()
                .orElseThrow();
        Observation disturbed = SyntheticRows.with(SyntheticRows.with(rows.get(1_500), 2, 90), 5, 5);

        Verdict verdict = detector.detect(state, disturbed);

        double[] contributions = detector.row().contributions();
        assertThat(verdict.score()).isGreaterThan(usual);
        assertThat(contributions[2] + contributions[5]).isGreaterThan(0.8);
        assertThat(Math.min(contributions[2], contributions[5])).isGreaterThan(0.2);
    }

    @Test
    void isSurprisedByManyWeakSurprisesInARow() {
        assertThat(sustained(1, Channel.SUSTAINED)).isPositive();
    }

    @Test
    void isSurprisedByManyWeakSurprisesOfSeveralFeaturesInARow() {
        assertThat(sustained(6, Channel.OVERALL_SUSTAINED)).isPositive();
    }

    /** By how much twenty rows of larger noise surprise a channel more than the thousand rows before. */
    private static double sustained(int features, Channel channel) {
        Detector detector = new Detector(Networks.random(7), features);
        SeriesState state = SeriesState.wrap(detector.newState());
        Random random = new Random(5);
        List<double[]> tails = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double[] values = new double[features];
            for (int feature = 0; feature < features; feature++) {
                values[feature] = (row >= BEGIN && row < BEGIN + 20 ? 2.5 : 1) * random.nextGaussian();
            }
            detector.detect(state, Observation.of(SyntheticRows.timeMs(row), values));
            tails.add(detector.row().channelTails.clone());
        }
        return largest(tails, channel, BEGIN, BEGIN + 20) - largest(tails, channel, BEFORE, BEGIN);
    }

    /** All features follow a common one; for thirty rows the second is its opposite. */
    private static List<Observation> correlated(int features) {
        Random random = new Random(1);
        List<Observation> rows = new ArrayList<>();
        double common = 0;
        for (int row = 0; row < ROWS; row++) {
            common = 0.9 * common + random.nextGaussian();
            double[] values = new double[features];
            for (int feature = 0; feature < features; feature++) {
                boolean broken = feature == 1 && row >= BEGIN && row < END;
                values[feature] = (broken ? -common : common) + 0.1 * random.nextGaussian();
            }
            rows.add(Observation.of(SyntheticRows.timeMs(row), values));
        }
        return rows;
    }

    private static void assertHasNoPart(Row row, int feature) {
        assertThat(row.judged[feature]).isFalse();
        assertThat(row.tails[feature]).isZero();
        assertThat(row.distance[feature]).isZero();
        assertThat(row.unrelated[feature]).isZero();
    }

    private static double largest(List<double[]> tails, Channel channel, int from, int to) {
        int index = (channel == Channel.SUSTAINED ? Channel.OF_ONE : Channel.OF_SEVERAL).indexOf(channel);
        return tails.subList(from, to).stream()
                .mapToDouble(row -> row[index])
                .max()
                .orElseThrow();
    }
}
