package io.surprisal.trainer.train.calibrate;

import io.surprisal.model.Curve;
import io.surprisal.model.TensorLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits A(s), minus the decimal logarithm of the rate of normal rows at or above s.
 *
 * <p>Rows are counted, not alerts: whether a row is an alert depends on the silence after the one before, its score does
 * not. The knots are where the counts lie, up to one row in 1,000 if there are rows enough and up to one in 100 in any
 * case. Above, the curve is a straight line on, through the last rate that was counted and the one ten times as high: the
 * tail is close to exponential, and the rarest rows of a history are the ones most likely not to be normal. For the same
 * reason counts beyond one row in 100 are believed only as far as they stay near that line from there.
 *
 * <p>At one row in 10,000, where nothing is decided but how bad it looks, fewer rows are enough for a count: real tails
 * are heavier there than the line, which would promise a rate several times too low.
 */
final class CurveFit {

    /** A of score 0.5. */
    static final double THRESHOLD_RATE = 3;

    private static final double[] KNOTS = {1, 1.5, 2, 2.5, 3, 4, 5}; // A, after the one at 0
    private static final double ALWAYS_COUNTED = 2; // A
    private static final double STEP = 0.5; // of A, between rates that may be the last one counted
    /** Rows above a level come in clusters of a dozen or more, so 500 of them are a few dozen independent events. */
    private static final double ROWS_TO_COUNT = 500;

    /** A beyond the threshold's. */
    private static final double RAREST_COUNTED = 4;

    private static final double ROWS_TO_COUNT_THE_RAREST = 10;

    /** Of s: so much a heavier tail may add to the straight line, and an incident in the history at most. */
    private static final double MOST_ABOVE_LINE = 1.25;

    private static final double ROUNDING = 1e-9; // of a mean of logarithms
    private static final double SMALLEST_DISTANCE = 1e-3; // of s, between knots
    /** Slopes outside are no tails of counted tails: then there were too few rows. */
    private static final double LEAST_SLOPE = 0.05;

    private static final double LARGEST_SLOPE = 1;

    private final PooledRates rates;
    private final double lastCounted; // A

    CurveFit(PooledRates rates) {
        this.rates = rates;
        this.lastCounted = lastCounted(rates.rows());
    }

    private static double lastCounted(long rows) {
        double last = ALWAYS_COUNTED;
        while (last < THRESHOLD_RATE && rows * StrictMath.pow(10, -last - STEP) >= ROWS_TO_COUNT) {
            last += STEP;
        }
        return last;
    }

    Curve fit() {
        List<double[]> knots = new ArrayList<>(); // s, A
        knots.add(new double[] {0, 0});
        for (double rate : KNOTS) {
            knots.add(new double[] {threshold(rate), rate});
        }
        separate(knots);
        float[] flat = new float[2 * TensorLayout.CURVE_KNOTS];
        for (int knot = 0; knot < TensorLayout.CURVE_KNOTS; knot++) {
            flat[2 * knot] = (float) knots.get(knot)[0];
            flat[2 * knot + 1] = (float) knots.get(knot)[1];
        }
        return Curve.of(flat);
    }

    /** The s from which on the rate of rows is 10^(-A). */
    double threshold(double rate) {
        if (rate <= ALWAYS_COUNTED) {
            return counted(rate);
        }
        if (rate <= lastCounted) {
            return near(line(ALWAYS_COUNTED, rate), rate);
        }
        if (rate < RAREST_COUNTED || rates.rows() * StrictMath.pow(10, -RAREST_COUNTED) < ROWS_TO_COUNT_THE_RAREST) {
            return line(lastCounted, rate);
        }
        return rate == RAREST_COUNTED
                ? Math.max(line(lastCounted, rate), near(line(lastCounted, rate), rate))
                : line(RAREST_COUNTED, rate);
    }

    /** Where the count lies, if that is not far above a straight line. */
    private double near(double line, double rate) {
        return Math.min(counted(rate), MOST_ABOVE_LINE * line);
    }

    /** Straight on from a rate, as from the one ten times as high to it. */
    private double line(double from, double rate) {
        double distance = Math.max(SMALLEST_DISTANCE, threshold(from) - threshold(from - 1));
        double slope = Math.min(LARGEST_SLOPE, Math.max(LEAST_SLOPE, 1 / distance));
        return threshold(from) + (rate - from) / slope;
    }

    /** The least s at which the counted rate of rows at or above it is 10^(-A). */
    private double counted(double rate) {
        double wished = StrictMath.pow(10, -rate);
        double low = 0;
        double high = rates.largest() + SMALLEST_DISTANCE;
        while (high - low > SMALLEST_DISTANCE / 4) {
            double middle = (low + high) / 2;
            if (rates.exceedances((float) middle) > wished * (1 + ROUNDING)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Knots whose statistics are equal or in the wrong order give way downwards: the last knot stays. */
    private static void separate(List<double[]> knots) {
        for (int knot = knots.size() - 2; knot >= 0; knot--) {
            double limit = knots.get(knot + 1)[0] - SMALLEST_DISTANCE;
            knots.get(knot)[0] = Math.min(knots.get(knot)[0], limit);
        }
        double shift = Math.min(0, knots.get(0)[0]);
        knots.forEach(knot -> knot[0] -= shift);
    }
}
