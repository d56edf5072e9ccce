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

    /** Variance of the logistic distribution of scale 1. */
    private static final double LOGISTIC_VARIANCE = Functions.PI * Functions.PI / 3;

    private static final int MIXTURE = TensorLayout.MIXTURE;

    /** The head's values, [27]: for each horizon logits, mean offsets, log scales. */
    final float[] head = new float[TensorLayout.HEAD_ROWS];

    /** What the offsets are added to, one per horizon. */
    final float[] bases = new float[TensorLayout.HORIZONS];

    /** The mean of the mixture at a horizon. */
    public double mean(Horizon horizon) {
        return bases[horizon.block] + meanOffset(firstRow(horizon));
    }

    /** The standard deviation of the mixture at a horizon. */
    public double deviation(Horizon horizon) {
        int row = firstRow(horizon);
        double mean = meanOffset(row);
        double largest = largestLogit(row);
        double weights = 0;
        double sum = 0;
        for (int part = row; part < row + MIXTURE; part++) {
            double weight = Functions.exp(head[part] - largest);
            double distance = head[part + MIXTURE] - mean;
            weights += weight;
            sum += weight * (LOGISTIC_VARIANCE * Functions.exp(2 * logScale(part)) + distance * distance);
        }
        return Math.sqrt(sum / weights);
    }

    private double meanOffset(int row) {
        double largest = largestLogit(row);
        double weights = 0;
        double sum = 0;
        for (int part = row; part < row + MIXTURE; part++) {
            double weight = Functions.exp(head[part] - largest);
            weights += weight;
            sum += weight * head[part + MIXTURE];
        }
        return sum / weights;
    }

    private double largestLogit(int row) {
        return Math.max(head[row], Math.max(head[row + 1], head[row + 2]));
    }

    private double logScale(int part) {
        return Math.max(MIN_LOG_SCALE, Math.min(MAX_LOG_SCALE, head[part + 2 * MIXTURE]));
    }

    private static int firstRow(Horizon horizon) {
        return horizon.block * TensorLayout.HEAD_ROWS_PER_HORIZON;
    }
}
