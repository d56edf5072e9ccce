package io.surprisal.trainer.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.trainer.train.synthetic.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadLossTest {

    private static final int INPUTS = 5;
    private static final int UNITS = 3;
    private static final int OUTPUTS = 4;
    private static final double STEP = 1e-5;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void hasTheGradientThatFiniteDifferencesShow(long seed) {
        HeadLoss loss = loss(seed, 0.01);
        double[] point = normal(seed + 100, HeadLoss.size(INPUTS, UNITS, OUTPUTS));
        double[] gradient = new double[point.length];
        loss.at(point, gradient);

        for (int index = 0; index < point.length; index++) {
            double[] above = point.clone();
            double[] below = point.clone();
            above[index] += STEP;
            below[index] -= STEP;
            double slope =
                    (loss.at(above, new double[point.length]) - loss.at(below, new double[point.length])) / (2 * STEP);
            assertThat(gradient[index]).as("value %d", index).isCloseTo(slope, within(1e-8));
        }
    }

    @Test
    void comesToAPointWhereTheGradientIsZeroAndTheLossIsLower() {
        HeadLoss loss = loss(4, 0.01);
        double[] start = normal(5, HeadLoss.size(INPUTS, UNITS, OUTPUTS));
        double[] gradient = new double[start.length];

        double[] end = new Lbfgs(1_000, 1e-7).minimise(loss, start);

        assertThat(loss.at(end, gradient)).isLessThan(loss.at(start, new double[start.length]));
        assertThat(gradient).containsExactly(new double[gradient.length], within(1e-6));
        assertThat(new Lbfgs(1_000, 1e-7).minimise(loss, start)).isEqualTo(end);
    }

    @Test
    void findsTheOnlyMinimumOfAnElongatedBowl() {
        double[] centre = {3, -2, 0.5};
        double[] widths = {1, 100, 10_000};
        Objective bowl = (point, gradient) -> {
            double value = 0;
            for (int index = 0; index < point.length; index++) {
                double distance = point[index] - centre[index];
                value += widths[index] * distance * distance / 2;
                gradient[index] = widths[index] * distance;
            }
            return value;
        };

        assertThat(new Lbfgs(200, 1e-9).minimise(bowl, new double[] {10, 10, 10}))
                .containsExactly(centre, within(1e-9));
    }

    private static HeadLoss loss(long seed, double decay) {
        RandomSource random = new RandomSource(seed, 0);
        double[][] inputs = new double[20][];
        int[] kinds = new int[inputs.length];
        double[] weights = new double[inputs.length];
        for (int example = 0; example < inputs.length; example++) {
            inputs[example] = normal(seed * 1_000 + example, INPUTS);
            kinds[example] = random.below(OUTPUTS);
            weights[example] = 1.0 / inputs.length;
        }
        return new HeadLoss(inputs, kinds, weights, UNITS, OUTPUTS, decay);
    }

    private static double[] normal(long seed, int count) {
        RandomSource random = new RandomSource(seed, 1);
        double[] values = new double[count];
        for (int index = 0; index < count; index++) {
            values[index] = random.normal();
        }
        return values;
    }
}
