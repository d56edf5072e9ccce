package io.surprisal.trainer.train.network;

import ai.djl.ndarray.NDArray;

/**
 * How surprised a mixture of logistic distributions is by a target known to ± {@value #HALF_BIN}: the negative log of
 * the probability of that interval. A density would reward ever narrower forecasts of constant series without limit;
 * the probability of an interval cannot exceed 1.
 *
 * <pre>
 *   log P = logsumexp_j (log w_j + log[σ(b_j) − σ(a_j)])    a, b = (y ∓ 0.02 − μ_j) / s_j
 *   σ(b) − σ(a) = σ(b) σ(−a) (1 − e^(a−b))                  no cancellation in the tails
 * </pre>
 */
final class MixtureLoss {

    /** Half the width of the interval, in normalised units. */
    static final float HALF_BIN = 0.02f;

    /** Limits of the log scales, the detector's. */
    static final float SMALLEST_LOG_SCALE = -5;

    static final float LARGEST_LOG_SCALE = 2;

    private static final int[] MIXTURE_AXIS = {-1};

    private MixtureLoss() {}

    /**
     * Log probabilities of targets.
     *
     * @param logits of the mixture's weights, [N × HORIZONS × MIXTURE]
     * @param means [N × HORIZONS × MIXTURE]
     * @param logScales before the limits, [N × HORIZONS × MIXTURE]
     * @param targets [N × HORIZONS × 1]
     * @return [N × HORIZONS]
     */
    static NDArray logProbability(NDArray logits, NDArray means, NDArray logScales, NDArray targets) {
        NDArray inverseScales =
                logScales.clip(SMALLEST_LOG_SCALE, LARGEST_LOG_SCALE).neg().exp();
        NDArray centre = targets.sub(means).mul(inverseScales);
        NDArray half = inverseScales.mul(HALF_BIN);
        NDArray upper = softPlus(centre.add(half).neg());
        NDArray lower = softPlus(centre.sub(half));
        NDArray width = half.mul(-2).exp().neg().add(1).log();
        NDArray joint = logits.logSoftmax(-1).add(width).sub(upper).sub(lower);
        NDArray largest = joint.max(MIXTURE_AXIS, true).stopGradient();
        return joint.sub(largest).exp().sum(MIXTURE_AXIS).log().add(largest.squeeze(-1));
    }

    /** ln(1 + e^x) = −ln σ(−x). */
    private static NDArray softPlus(NDArray x) {
        return x.getNDArrayInternal().softPlus();
    }
}
