package io.surprisal.trainer.train.calibrate;

import io.surprisal.model.Curve;
import io.surprisal.model.TensorLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits A(s), minus the decimal logarithm of the rate of normal rows at or above s.
 *
 * <p>Rows are counted, not alerts: whether a row is an alert depends on the silence after the one before, its score does
 * not. Up to one row in 100 the knots are where the counts lie. Above, the curve is the straight line on from one row in 10
 * through one in 100: the tail is close to exponential, and the rarest rows of a history are the ones most likely not to be
 * normal. On test rows without incidents the line was nearer than the counts themselves (docs/ACCURACY.md).
 */
final class CurveFit {

    /** A of score 0.5. */
    static final double THRESHOLD_RATE = 3;

    private static final double[] COUNTED = {0.5, 1, 1.5, 2}; // A
    private static final double[] CONTINUED = {3, 4, 5}; // A
    private static final double LINE_FROM = 1; // A
    private static final double LINE_THROUGH = 2; // A
    private static final double SMALLEST_DISTANCE = 1e-3; // of s, between knots
    /** Slopes outside are no tails of counted tails: then there were too few rows. */
    private static final double LEAST_SLOPE = 0.05;

    private static final double LARGEST_SLOPE = 1;

    private final PooledRates rates;

    CurveFit(PooledRates rates) {
        this.rates = rates;
    }

    Curve fit() {
        List<double[]> knots = new ArrayList<>(); // s, A
        knots.add(new double[] {0, 0});
        for (double rate : COUNTED) {
            knots.add(new double[] {counted(rate), rate});
        }
        for (double rate : CONTINUED) {
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
        return rate <= LINE_THROUGH ? counted(rate) : counted(LINE_THROUGH) + (rate - LINE_THROUGH) / slope();
    }

    private double slope() {
        double distance = Math.max(SMALLEST_DISTANCE, counted(LINE_THROUGH) - counted(LINE_FROM));
        return Math.min(LARGEST_SLOPE, Math.max(LEAST_SLOPE, (LINE_THROUGH - LINE_FROM) / distance));
    }

    /** The least s at which the counted rate of rows at or above it is 10^(-A). */
    private double counted(double rate) {
        double wished = StrictMath.pow(10, -rate);
        double low = 0;
        double high = rates.largest() + SMALLEST_DISTANCE;
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
