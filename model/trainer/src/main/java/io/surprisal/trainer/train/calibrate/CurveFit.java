package io.surprisal.trainer.train.calibrate;

import io.surprisal.model.Curve;
import io.surprisal.model.TensorLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits A(s), minus the decimal logarithm of the rate of normal rows at or above s.
 *
 * <p>Rows are counted, not alerts: whether a row is an alert depends on the silence after the one before, its score does
 * not. Up to the threshold of scores, A = 3, the knots are where the counts lie. Above it the curve is a straight line,
 * whose slope was fitted where there are enough rows to count, A = 2.5 to 3.5: the tail is close to exponential, and the
 * rarest rows of the calibration are the ones most likely not to be normal.
 */
final class CurveFit {

    /** A of score 0.5. */
    static final double THRESHOLD_RATE = 3;

    private static final double[] KNOTS = {0.5, 1, 1.5, 2, 2.5, 3}; // A
    private static final double LAST_KNOT = 4; // A
    private static final double LEAST_FITTED = 2.5; // A
    private static final double LARGEST_FITTED = 3.5; // A
    private static final double GRID_STEP = 0.05; // of s
    private static final double SMALLEST_DISTANCE = 1e-3; // of s, between knots
    /** Slopes outside are no tails of counted tails: then there were too few rows. */
    private static final double LEAST_SLOPE = 0.05;

    private static final double LARGEST_SLOPE = 1;
    private static final double LEAST_RATE = 1e-30;

    private final PooledRates rates;

    CurveFit(PooledRates rates) {
        this.rates = rates;
    }

    Curve fit() {
        List<double[]> knots = new ArrayList<>(); // s, A
        knots.add(new double[] {0, 0});
        for (double rate : KNOTS) {
            knots.add(new double[] {threshold(rate), rate});
        }
        double limit = threshold(THRESHOLD_RATE);
        knots.add(new double[] {limit + (LAST_KNOT - THRESHOLD_RATE) / slope(limit), LAST_KNOT});
        separate(knots);
        float[] flat = new float[2 * TensorLayout.CURVE_KNOTS];
        for (int knot = 0; knot < TensorLayout.CURVE_KNOTS; knot++) {
            flat[2 * knot] = (float) knots.get(knot)[0];
            flat[2 * knot + 1] = (float) knots.get(knot)[1];
        }
        return Curve.of(flat);
    }

    /** A of a rate. */
    private static double rateOf(double perRow) {
        return -StrictMath.log10(Math.max(LEAST_RATE, perRow));
    }

    /** The least s at which the rate of rows at or above it is 10^(-A). */
    double threshold(double rate) {
        double wished = StrictMath.pow(10, -rate);
        double low = 0;
        double high = rates.largest() + GRID_STEP;
        while (high - low > SMALLEST_DISTANCE / 4) {
            double middle = (low + high) / 2;
            if (rates.exceedances((float) middle) > wished) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Least squares through the threshold. */
    private double slope(double threshold) {
        double products = 0;
        double squares = 0;
        double from = threshold(LEAST_FITTED);
        for (double statistic = from; statistic <= rates.largest(); statistic += GRID_STEP) {
            double rate = rateOf(rates.exceedances((float) statistic));
            if (rate > LARGEST_FITTED) {
                break;
            }
            double distance = statistic - threshold;
            products += distance * (rate - THRESHOLD_RATE);
            squares += distance * distance;
        }
        double slope = squares > 0 ? products / squares : LARGEST_SLOPE;
        return Math.min(LARGEST_SLOPE, Math.max(LEAST_SLOPE, slope));
    }

    /** Knots whose statistics are equal or in the wrong order give way downwards: the threshold's knot stays. */
    private static void separate(List<double[]> knots) {
        for (int knot = knots.size() - 2; knot >= 0; knot--) {
            double limit = knots.get(knot + 1)[0] - SMALLEST_DISTANCE;
            knots.get(knot)[0] = Math.min(knots.get(knot)[0], limit);
        }
        double shift = Math.min(0, knots.get(0)[0]);
        knots.forEach(knot -> knot[0] -= shift);
    }
}
