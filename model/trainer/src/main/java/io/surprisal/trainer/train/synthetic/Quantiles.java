package io.surprisal.trainer.train.synthetic;

import java.util.Arrays;

/** Empirical quantiles with linear interpolation between the order statistics. */
final class Quantiles {

    private Quantiles() {}

    static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
