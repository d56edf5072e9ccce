package io.surprisal.model;

import java.util.Arrays;

/**
 * A monotone, piecewise linear function from a combined statistic s to A, the negative decimal logarithm of the nominal
 * false-alarm rate per row. Constant before the first knot, continued by the last slope after the last.
 */
public final class Curve {

    private final float[] statistics; // s, strictly increasing
    private final float[] rates; // A, non-negative, never decreasing

    private Curve(float[] statistics, float[] rates) {
        this.statistics = statistics;
        this.rates = rates;
    }

    /**
     * A curve through knots.
     *
     * @param knots s and A in turns, at least two pairs, [K × 2]; copied
     * @throws InvalidModelException if s does not increase strictly, or A is negative or decreases
     */
    public static Curve of(float... knots) {
        if (knots.length < 4 || knots.length % 2 != 0) {
            throw new InvalidModelException("curve must have at least 2 knots (s, A): values=" + knots.length);
        }
        float[] statistics = new float[knots.length / 2];
        float[] rates = new float[knots.length / 2];
        for (int knot = 0; knot < statistics.length; knot++) {
            statistics[knot] = knots[2 * knot];
            rates[knot] = knots[2 * knot + 1];
        }
        requireMonotone(statistics, rates);
        return new Curve(statistics, rates);
    }

    /**
     * The straight line from the origin through (s, A), with as many knots as a model's tensor has.
     *
     * @param statistic s, above 0
     * @param rate A, not negative
     */
    public static Curve line(float statistic, float rate) {
        float[] knots = new float[2 * TensorLayout.CURVE_KNOTS];
        for (int knot = 0; knot < TensorLayout.CURVE_KNOTS; knot++) {
            float part = (float) knot / (TensorLayout.CURVE_KNOTS - 1);
            knots[2 * knot] = part * statistic;
            knots[2 * knot + 1] = part * rate;
        }
        return of(knots);
    }

    /** A for a statistic s; never negative. */
    public double at(double statistic) {
        if (statistic <= statistics[0]) {
            return rates[0];
        }
        int right = 1;
        while (right < statistics.length - 1 && statistic > statistics[right]) {
            right++;
        }
        double left = statistics[right - 1];
        double slope = ((double) rates[right] - rates[right - 1]) / (statistics[right] - left);
        return rates[right - 1] + slope * (statistic - left);
    }

    /** The number of knots. */
    public int size() {
        return statistics.length;
    }

    /** A copy of the knots, s and A in turns, [K × 2]. */
    public float[] knots() {
        float[] knots = new float[2 * size()];
        for (int knot = 0; knot < size(); knot++) {
            knots[2 * knot] = statistics[knot];
            knots[2 * knot + 1] = rates[knot];
        }
        return knots;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Curve that
                && Arrays.equals(statistics, that.statistics)
                && Arrays.equals(rates, that.rates);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(statistics) + Arrays.hashCode(rates);
    }

    @Override
    public String toString() {
        return "Curve" + Arrays.toString(knots());
    }

    private static void requireMonotone(float[] statistics, float[] rates) {
        for (int knot = 0; knot < statistics.length; knot++) {
            boolean finite = Float.isFinite(statistics[knot]) && Float.isFinite(rates[knot]);
            boolean increasing =
                    knot == 0 || (statistics[knot] > statistics[knot - 1] && rates[knot] >= rates[knot - 1]);
            if (!finite || rates[knot] < 0 || !increasing) {
                throw new InvalidModelException("curve must have strictly increasing s and non-negative, never"
                        + " decreasing A: knot " + knot + ", s=" + Arrays.toString(statistics) + ", A="
                        + Arrays.toString(rates));
            }
        }
    }
}
