package io.surprisal.model.forecast;

import io.surprisal.model.TensorLayout;
import io.surprisal.model.math.Functions;

/**
 * What the network expects of one feature: for each {@link Horizon} a mixture of three logistic distributions of y.
 *
 * <pre>
 *   w = softmax of three logits,  μ = base + three offsets,  s = exp of three log scales in [-5, 2]
 *   mean = Σ w μ,   variance = Σ w (π²/3 s² + (μ - mean)²)
 * </pre>
 *
 * <p>Moments are computed when they are asked for. Mutable, written by {@link Forecaster}; not thread-safe.
 */
public final class Forecast {

    private static final double MIN_LOG_SCALE = -5;
    private static final double MAX_LOG_SCALE = 2;

    /** Enough for a millionth of any distance within the mixture. */
    private static final int HALVINGS = 40;

    /** Variance of the logistic distribution of scale 1. */
    private static final double LOGISTIC_VARIANCE = Functions.PI * Functions.PI / 3;

    private static final int MIXTURE = TensorLayout.MIXTURE;
    private static final int NOTHING = -1;

    /** The head's values, [27]: for each horizon logits, mean offsets, log scales. */
    final float[] head = new float[TensorLayout.HEAD_ROWS];

    /** What the offsets are added to, one per horizon. */
    final float[] bases = new float[TensorLayout.HORIZONS];

    private final double[] weights = new double[MIXTURE];

    /** The row of the head whose logits the weights are of. */
    private int weighed = NOTHING;

    /** Forgets what was computed of the head before. */
    void changed() {
        weighed = NOTHING;
    }

    /** A value of the head as it came from the network, 0 to {@link TensorLayout#HEAD_ROWS} - 1. */
    public float head(int row) {
        return head[row];
    }

    /** The mean of the mixture at a horizon. */
    public double mean(Horizon horizon) {
        int row = horizon.block * TensorLayout.HEAD_ROWS_PER_HORIZON;
        weigh(row);
        return bases[horizon.block] + meanOffset(row);
    }

    /** The standard deviation of the mixture at a horizon. */
    public double deviation(Horizon horizon) {
        int row = horizon.block * TensorLayout.HEAD_ROWS_PER_HORIZON;
        weigh(row);
        double mean = meanOffset(row);
        double variance = 0;
        for (int part = 0; part < MIXTURE; part++) {
            double distance = head[row + MIXTURE + part] - mean;
            double spread = LOGISTIC_VARIANCE * Functions.exp(2 * logScale(row + 2 * MIXTURE + part));
            variance += weights[part] * (spread + distance * distance);
        }
        return Math.sqrt(variance);
    }

    /**
     * The y that a share of the mixture lies below, within a millionth or so.
     *
     * @param share between 0 and 1
     */
    public double quantile(Horizon horizon, double share) {
        int row = horizon.block * TensorLayout.HEAD_ROWS_PER_HORIZON;
        weigh(row);
        // A logistic distribution's quantile; that of a mixture lies between the least and the largest of its parts'.
        double distance = Functions.log(share / (1 - share));
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int part = 0; part < MIXTURE; part++) {
            double scale = Functions.exp(logScale(row + 2 * MIXTURE + part));
            double quantile = head[row + MIXTURE + part] + scale * distance;
            low = Math.min(low, quantile);
            high = Math.max(high, quantile);
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = 0.5 * (low + high);
            if (below(row, middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return bases[horizon.block] + 0.5 * (low + high);
    }

    private double below(int row, double offset) {
        double sum = 0;
        for (int part = 0; part < MIXTURE; part++) {
            double scale = Functions.exp(logScale(row + 2 * MIXTURE + part));
            sum += weights[part] / (1 + Functions.exp((head[row + MIXTURE + part] - offset) / scale));
        }
        return sum;
    }

    /** Softmax of the logits that begin at a row of the head. */
    private void weigh(int row) {
        if (weighed == row) {
            return;
        }
        weighed = row;
        double largest = Math.max(head[row], Math.max(head[row + 1], head[row + 2]));
        double sum = 0;
        for (int part = 0; part < MIXTURE; part++) {
            weights[part] = Functions.exp(head[row + part] - largest);
            sum += weights[part];
        }
        for (int part = 0; part < MIXTURE; part++) {
            weights[part] /= sum;
        }
    }

    private double meanOffset(int row) {
        double sum = 0;
        for (int part = 0; part < MIXTURE; part++) {
            sum += weights[part] * head[row + MIXTURE + part];
        }
        return sum;
    }

    private double logScale(int row) {
        return Math.max(MIN_LOG_SCALE, Math.min(MAX_LOG_SCALE, head[row]));
    }
}
