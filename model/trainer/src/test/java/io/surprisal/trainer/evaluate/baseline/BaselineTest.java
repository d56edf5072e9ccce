package io.surprisal.trainer.evaluate.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {

    private static final long STEP_MS = 300_000;
    private static final int ROWS = 5000;
    private static final int BASELINES = 6;

    @ParameterizedTest(name = "baseline {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void alertsAtAnOutstandingValue(int baseline) {
        double[] series = noise(ROWS, 7);
        series[3000] += 60;

        assertThat(alerts(baseline, series)).contains(3000);
    }

    @ParameterizedTest(name = "baseline {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void alertsOnAboutOneInAThousandRowsOfNoise(int baseline) {
        assertThat(alerts(baseline, noise(50_000, 11))).hasSizeBetween(10, 100);
    }

    @ParameterizedTest(name = "baseline {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void staysSilentOnAConstantAndForFortyRowsAfterAnAlert(int baseline) {
        double[] series = new double[ROWS];
        assertThat(alerts(baseline, series)).isEmpty();

        double[] wild = noise(ROWS, 3);
        IntStream.range(3000, ROWS).forEach(row -> wild[row] *= StrictMath.pow(10, (row - 2900) / 50.0));
        List<Integer> alerts = alerts(baseline, wild);

        assertThat(alerts).hasSizeGreaterThan(1);
        for (int i = 1; i < alerts.size(); i++) {
            assertThat(alerts.get(i) - alerts.get(i - 1)).isGreaterThan(40);
        }
    }

    @Test
    void knowsTheUsualLoadOfTheHour() {
        double[] series = noise(ROWS, 5);
        for (int row = 0; row < ROWS; row++) {
            series[row] += row / 12 % 24 < 12 ? 100 : 0; // a day is 288 rows of five minutes
        }
        int night = 288 * 10 + 200;
        series[night] += 100; // as large as at day, but a mere repetition for those that know no hour

        assertThat(alerts(2, series)).contains(night);
    }

    @Test
    void passesOverMissingValuesAndTakesTheGreatestOfSeveralFeatures() {
        Baseline baseline = BaselineSet.ALL.create(2).get(0);
        double[] series = noise(ROWS, 9);
        for (int row = 0; row < ROWS; row++) {
            baseline.observe(row * STEP_MS, new double[] {series[row], 0});
        }

        baseline.observe(ROWS * STEP_MS, new double[] {Double.NaN, Double.NaN});
        assertThat(baseline.score()).isZero();
        baseline.observe((ROWS + 1) * STEP_MS, new double[] {Double.NaN, 1});
        assertThat(baseline.alert()).isTrue();
    }

    @Test
    void findsTheBreakOfALinearLawInAnyFeature() {
        Random random = new Random(4);
        Baseline baseline = BaselineSet.ALL.create(2).get(4);
        double[] row = {0, 0};
        for (int i = 0; i < ROWS; i++) {
            row = new double[] {0.9 * row[0] + random.nextGaussian(), 3 * row[0] + 0.1 * random.nextGaussian()};
            if (i < ROWS / 2) {
                baseline.learn(i * STEP_MS, row);
            } else {
                baseline.observe(i * STEP_MS, row);
            }
        }
        double[] broken = {0.9 * row[0], 3 * row[0] + 3}; // 3 is usual for the values, not for the law

        baseline.observe(ROWS * STEP_MS, broken);

        assertThat(baseline.name()).isEqualTo("ridge VAR(5)");
        assertThat(baseline.alert()).isTrue();
    }

    @Test
    void warmsTheForestUpOnTheHistory() {
        Baseline forest = BaselineSet.ALL.create(1).get(5);
        double[] series = noise(ROWS, 13);
        for (int row = 0; row < ROWS; row++) {
            forest.learn(row * STEP_MS, new double[] {series[row]});
        }

        forest.observe(ROWS * STEP_MS, new double[] {0.1});
        double usual = forest.score();
        forest.observe((ROWS + 1) * STEP_MS, new double[] {30});

        assertThat(usual).isPositive();
        assertThat(forest.score()).isGreaterThan(2 * usual);
        assertThat(forest.alert()).isTrue();
    }

    @Test
    void hasANameForEach() {
        assertThat(BaselineSet.ALL.create(1))
                .hasSize(BASELINES)
                .extracting(Baseline::name)
                .doesNotHaveDuplicates();
    }

    private static List<Integer> alerts(int which, double[] series) {
        Baseline baseline = BaselineSet.ALL.create(1).get(which);
        List<Integer> alerts = new ArrayList<>();
        for (int row = 0; row < series.length; row++) {
            baseline.observe(row * STEP_MS, new double[] {series[row]});
            assertThat(baseline.score()).isBetween(0.0, 1.0);
            if (baseline.alert()) {
                alerts.add(row);
            }
        }
        return alerts;
    }

    private static double[] noise(int rows, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToDouble(row -> random.nextGaussian())
                .toArray();
    }
}
