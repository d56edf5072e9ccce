package io.surprisal.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ActivationsTest {

    private static final float STEP = 1e-4f;
    private static final float FAR = 20f;
    private static final double TOLERANCE = 5e-7;

    @Test
    void tanhIsWithinTheToleranceOfDoubles() {
        double worst = 0;

        for (float x = -FAR; x <= FAR; x += STEP) {
            worst = Math.max(worst, Math.abs(Activations.tanh(x) - StrictMath.tanh(x)));
        }

        assertThat(worst).isLessThan(TOLERANCE);
    }

    @Test
    void sigmoidIsWithinTheToleranceOfDoubles() {
        double worst = 0;

        for (float x = -FAR; x <= FAR; x += STEP) {
            worst = Math.max(worst, Math.abs(Activations.sigmoid(x) - 1 / (1 + StrictMath.exp(-x))));
        }

        assertThat(worst).isLessThan(TOLERANCE);
    }

    @Test
    void neitherLeavesItsRange() {
        for (float x = -FAR; x <= FAR; x += STEP) {
            assertThat(Activations.tanh(x)).isBetween(-1f, 1f);
            assertThat(Activations.sigmoid(x)).isBetween(0f, 1f);
        }
    }

    @Test
    void tanhKeepsTheRelativeErrorSmallNearZero() {
        for (float x = 1e-30f; x < 1; x *= 1.7f) {
            assertThat(Activations.tanh(x) / StrictMath.tanh(x)).isCloseTo(1, within(TOLERANCE));
        }
    }

    @Test
    void tanhIsOdd() {
        for (float x = 0; x <= FAR; x += 0.01f) {
            assertThat(Activations.tanh(-x)).isEqualTo(-Activations.tanh(x));
        }
    }

    @Test
    void infiniteArgumentsSaturateAndANanStaysOne() {
        assertThat(Activations.tanh(Float.POSITIVE_INFINITY)).isEqualTo(Activations.tanh(FAR));
        assertThat(Activations.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(Activations.tanh(-FAR));
        assertThat(Activations.tanh(Float.NaN)).isNaN();
    }

    @Test
    void theLoopGivesTheSameBitsAsTheSingleFunction() {
        for (int length = 0; length < 70; length++) {
            float[] values = new float[length];
            float[] expected = new float[length];
            for (int index = 0; index < length; index++) {
                values[index] = 0.37f * (index - 30);
                expected[index] = Activations.tanh(values[index]);
            }

            Activations.tanh(values);

            assertThat(values).isEqualTo(expected);
        }
    }
}
