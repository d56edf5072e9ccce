package io.surprisal.model.math;

/**
 * Activation functions of a network in float32, within 5e-7 of the exact ones and never beyond their range.
 *
 * <p>tanh is x P(x²) / Q(x²) on [-8, 8] and constant outside, where it differs from ±1 by less than 3e-7. P and Q were
 * fitted for the least relative error by {@code src/test/golden/fit_tanh.py}; the fit's own error is 1.8e-9, the rest is
 * rounding. There is no branch, so that the JIT compiler vectorises the loops. A NaN stays one.
 */
public final class Activations {

    private static final float TANH_LIMIT = 8f;

    private static final float P1 = 0.13124347f;
    private static final float P2 = 0.003149362f;
    private static final float P3 = 1.1642415E-5f;
    private static final float P4 = -2.2314543E-8f;
    private static final float P5 = 6.365473E-11f;
    private static final float P6 = -1.1564141E-13f;
    private static final float Q1 = 0.46457678f;
    private static final float Q2 = 0.02467499f;
    private static final float Q3 = 2.6129704E-4f;

    private Activations() {}

    /** tanh(x). */
    public static float tanh(float x) {
        float limited = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, x));
        float square = limited * limited;
        float p = P6 * square + P5;
        p = p * square + P4;
        p = p * square + P3;
        p = p * square + P2;
        p = p * square + P1;
        p = p * square + 1f;
        float q = Q3 * square + Q2;
        q = q * square + Q1;
        q = q * square + 1f;
        return limited * p / q;
    }

    /** σ(x) = 1 / (1 + exp(-x)), as ½ + ½ tanh(x/2). */
    public static float sigmoid(float x) {
        return 0.5f + 0.5f * tanh(0.5f * x);
    }

    /** Replaces every value by its tanh. */
    public static void tanh(float[] values) {
        for (int index = 0; index < values.length; index++) {
            values[index] = tanh(values[index]);
        }
    }
}
