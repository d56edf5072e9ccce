package io.surprisal.trainer.train.network;

import ai.djl.ndarray.NDArray;

/**
 * How surprised a mixture of logistic distributions is by a target known to ± {@value #HALF_BIN}: the negative log of
 * the probability of that interval. A density would reward ever narrower forecasts of constant series without limit;
 * the probability of an interval cannot exceed 1.
 *
 * <p>Every target is held to be a gross error with a small probability [1]: from anywhere in a wide range, whatever the
 * forecast. So what no forecast could have known, such as the incidents in a history, has a bounded loss, and a gradient
 * that fades the more surprising it is, while rows as usual as others are learnt as they would be without.
 *
 * <pre>
 *   log P = logsumexp_j (log w_j + log[σ(b_j) − σ(a_j)])    a, b = (y ∓ 0.02 − μ_j) / s_j
 *   σ(b) − σ(a) = σ(b) σ(−a) (1 − e^(a−b))                  no cancellation in the tails
 *   log P' = log[(1 − ε) P + ε Q]                          Q = 0.04 / 12
 * </pre>
 *
 * <p>[1] Huber: Robust Estimation of a Location Parameter, 1964, section 1 (the contaminated distribution).
 */
final class MixtureLoss {

    /** Half the width of the interval, in normalised units. */
    static final float HALF_BIN = 0.02f;

    /** Limits of the log scales, the detector's. */
    static final float SMALLEST_LOG_SCALE = -5;

    static final float LARGEST_LOG_SCALE = 2;

    /** ε, the probability of a gross error. */
    static final double GROSS_ERROR_SHARE = 0.001;

    /** Gross errors are as likely anywhere in this width of normalised units: ± 6 is what the level's histogram covers. */
    static final double GROSS_ERROR_RANGE = 12;

    private static final double LOG_GROSS_ERROR = StrictMath.log(GROSS_ERROR_SHARE * 2 * HALF_BIN / GROSS_ERROR_RANGE);

    private static final double LOG_REGULAR = StrictMath.log(1 - GROSS_ERROR_SHARE);

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
        return withGrossErrors(joint.sub(largest).exp().sum(MIXTURE_AXIS).log().add(largest.squeeze(-1)));
    }

    /** log[(1 − ε) e^x + ε Q]. */
    private static NDArray withGrossErrors(NDArray logProbability) {
        return softPlus(logProbability.add(LOG_REGULAR - LOG_GROSS_ERROR)).add(LOG_GROSS_ERROR);
    }

    /** ln(1 + e^x) = −ln σ(−x). */
    private static NDArray softPlus(NDArray x) {
        return x.getNDArrayInternal().softPlus();
    }
}
