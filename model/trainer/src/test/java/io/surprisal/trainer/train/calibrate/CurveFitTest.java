package io.surprisal.trainer.train.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.Curve;
import io.surprisal.model.TensorLayout;
import io.surprisal.trainer.train.calibrate.PooledRates.Pool;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveFitTest {

    private static final double MEAN = 2; // of an exponential statistic

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void findsTheRatesOfIndependentExponentialStatistics(long seed) {
        PooledRates rates = PooledRates.of(List.of(new Pool(true, exponential(seed, 40, 10_000, MEAN))));

        Curve curve = new CurveFit(rates).fit();

        // P(s >= x) = e^(-x / mean), so A = x / (mean ln 10)
        for (double rate : new double[] {0.5, 1, 2, 3}) {
            assertThat(curve.at(rate * MEAN * Math.log(10))).isCloseTo(rate, within(0.06));
        }
        assertThat(curve.at(4 * MEAN * Math.log(10))).isCloseTo(4, within(0.25));
        assertThat(curve.at(0)).isEqualTo(0);
    }

    @Test
    void countsEveryRowOfACluster() {
        List<Statistics> clusters = new ArrayList<>();
        for (int series = 0; series < 20; series++) {
            float[] values = new float[500];
            for (int row = 100; row < 110; row++) {
                values[row] = 5 + 0.1f * series;
            }
            clusters.add(new Statistics(values, values.length));
        }
        PooledRates rates = PooledRates.of(List.of(new Pool(true, clusters)));

        double threshold = new CurveFit(rates).threshold(2);

        // ten rows in 500 are in a cluster, and half of the clusters, those of the ten series above 5.9, are enough
        assertThat(threshold).isCloseTo(5.9, within(0.01));
    }

    @Test
    void givesAllSetsTheSameWeight() {
        List<Statistics> small = exponential(1, 1, 20_000, 1);
        List<Statistics> large = exponential(2, 30, 20_000, 3);
        PooledRates both = PooledRates.of(List.of(new Pool(true, small), new Pool(true, large)));

        double rate = both.exceedances(3);

        assertThat(rate).isCloseTo(Math.exp(-2), within(0.01));
    }

    @Test
    void leavesTheWorstSeriesOfASetOutUnlessItIsClean() {
        List<Statistics> series = new ArrayList<>(exponential(1, 9, 2000, 1));
        series.add(new Statistics(constant(2000, 9), 2000));
        PooledRates doubtful = PooledRates.of(List.of(new Pool(false, series)));
        PooledRates clean = PooledRates.of(List.of(new Pool(true, series)));

        assertThat(doubtful.withoutWorst(8).exceedances(8)).isLessThan(0.005);
        assertThat(clean.withoutWorst(8).exceedances(8)).isGreaterThan(0.09);
    }

    @Test
    void staysMonotoneWhereAllStatisticsAreEqual() {
        PooledRates rates = PooledRates.of(List.of(new Pool(true, List.of(new Statistics(constant(5000, 0), 5000)))));

        Curve curve = new CurveFit(rates).fit();

        assertThat(curve.size()).isEqualTo(TensorLayout.CURVE_KNOTS);
        assertThat(curve.at(0)).isEqualTo(0);
        assertThat(curve.at(2)).isGreaterThan(3);
    }

    @Test
    void silencesAsLongAsRowsAboveTheThresholdCluster() {
        List<Statistics> independent = exponential(4, 20, 20_000, 1);
        List<Statistics> clustered = new ArrayList<>();
        for (Statistics series : independent) {
            clustered.add(echoed(series, 25, 2));
        }

        assertThat(RefractoryRule.rows(PooledRates.of(List.of(new Pool(true, independent))), 6))
                .isEqualTo(RefractoryRule.SHORTEST);
        assertThat(RefractoryRule.rows(PooledRates.of(List.of(new Pool(true, clustered))), 8))
                .isEqualTo(30);
    }

    @Test
    void countsUpToOneRowInAThousandWhereThereAreRowsEnough() {
        PooledRates rates = PooledRates.of(List.of(new Pool(true, heavyTailed(60, 10_000))));

        double threshold = new CurveFit(rates).threshold(CurveFit.THRESHOLD_RATE);

        assertThat(rates.exceedances((float) threshold)).isCloseTo(0.001, within(0.0001));
    }

    @Test
    void continuesTheCurveInAStraightLineFromOneRowInAHundredOnWhereThereAreNot() {
        PooledRates rates = PooledRates.of(List.of(new Pool(true, heavyTailed(10, 10_000))));
        CurveFit fit = new CurveFit(rates);

        double decade = fit.threshold(2) - fit.threshold(1);

        assertThat(fit.threshold(CurveFit.THRESHOLD_RATE)).isCloseTo(fit.threshold(2) + decade, within(1e-6));
        assertThat(rates.exceedances((float) fit.threshold(CurveFit.THRESHOLD_RATE)))
                .isGreaterThan(0.0012);
    }

    @Test
    void followsTheCountsToOneRowInTenThousandWhereTheTailIsHeavierThanTheLine() {
        PooledRates rates = PooledRates.of(List.of(new Pool(true, heavyTailed(30, 10_000))));
        CurveFit fit = new CurveFit(rates);

        double decade = fit.threshold(3) - fit.threshold(2);

        assertThat(fit.threshold(4)).isGreaterThan(fit.threshold(3) + 1.2 * decade);
        assertThat(rates.exceedances((float) fit.threshold(4))).isBetween(0.00005, 0.0002);
    }

    @Test
    void isRaisedLittleByAnIncidentAmongTheCountedRows() {
        List<Statistics> contaminated = new ArrayList<>(exponential(5, 60, 10_000, MEAN));
        contaminated.set(0, new Statistics(constant(1_000, 60), 1_000));
        PooledRates rates = PooledRates.of(List.of(new Pool(true, contaminated)));

        double threshold = new CurveFit(rates).threshold(CurveFit.THRESHOLD_RATE);

        // 1,000 rows in 591,000 are an incident: by counts alone the threshold would be 60
        assertThat(threshold).isBetween(3 * MEAN * Math.log(10), 1.35 * 3 * MEAN * Math.log(10));
    }

    /** One row in 100 of a distribution that is three times as wide. */
    private static List<Statistics> heavyTailed(int series, int rows) {
        List<Statistics> mixed = new ArrayList<>();
        List<Statistics> wide = exponential(7, series, rows, 3 * MEAN);
        List<Statistics> narrow = exponential(6, series, rows, MEAN);
        for (int number = 0; number < series; number++) {
            float[] values = new float[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = (row % 100 == 0 ? wide : narrow).get(number).at(row);
            }
            mixed.add(new Statistics(values, rows));
        }
        return mixed;
    }

    private static List<Statistics> exponential(long seed, int series, int rows, double mean) {
        List<Statistics> drawn = new ArrayList<>();
        for (int number = 0; number < series; number++) {
            RandomSource random = new RandomSource(seed, number);
            float[] values = new float[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = (float) (-mean * Math.log(1 - random.uniform()));
            }
            drawn.add(new Statistics(values, rows));
        }
        return drawn;
    }

    private static float[] constant(int rows, float value) {
        float[] values = new float[rows];
        Arrays.fill(values, value);
        return values;
    }

    /** Each high row comes again so many rows later, so many times. */
    private static Statistics echoed(Statistics series, int distance, int times) {
        float[] values = new float[series.rows()];
        for (int row = 0; row < values.length; row++) {
            for (int echo = 0; echo <= times && row - echo * distance >= 0; echo++) {
                values[row] = Math.max(values[row], series.at(row - echo * distance) >= 8 ? 9 : series.at(row));
            }
        }
        return new Statistics(values, values.length);
    }
}
