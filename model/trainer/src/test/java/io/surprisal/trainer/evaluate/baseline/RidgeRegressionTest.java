package io.surprisal.trainer.evaluate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {

    private static final int ROWS = 20_000;

    @Test
    void findsTheCoefficientsAndTheDeviationOfWhatIsLeft() {
        RidgeRegression regression = new RidgeRegression(3, 2);
        Random random = new Random(1);
        for (int row = 0; row < ROWS; row++) {
            double[] x = {100 + random.nextGaussian(), 5 * random.nextGaussian(), 7}; // the last never changes
            double noise = 0.5 * random.nextGaussian();
            regression.add(x, new double[] {2 * x[0] - x[1] + 3 + noise, x[1]});
        }

        regression.fit();
        double[] expected = new double[2];
        regression.predict(new double[] {101, 2, 7}, expected);

        assertThat(regression.isFitted()).isTrue();
        assertThat(expected[0]).isCloseTo(203, within(0.05));
        assertThat(expected[1]).isCloseTo(2, within(0.01));
        assertThat(regression.deviation(0)).isCloseTo(0.5, within(0.01));
        assertThat(regression.deviation(1)).isBetween(0.0, 0.01);
    }
}
