package io.surprisal.trainer.evaluate.metric;

import java.util.List;

/** Ratios and means that are 0 or NaN where there is nothing to divide by. */
final class Rates {

    private Rates() {}

    /** A part of a whole; 0 where the whole is. */
    static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** The harmonic mean of two figures from 0 on; 0 where both are. */
    static double harmonicMean(double one, double other) {
        double sum = one + other;
        return sum == 0 ? 0 : 2 * one * other / sum;
    }

    /** The middle one of ascending numbers, or the mean of the two in the middle; NaN without any. */
    static double median(List<? extends Number> ascending) {
        if (ascending.isEmpty()) {
            return Double.NaN;
        }
        int half = ascending.size() / 2;
        double upper = ascending.get(half).doubleValue();
        return ascending.size() % 2 == 1 ? upper : (ascending.get(half - 1).doubleValue() + upper) / 2;
    }
}
