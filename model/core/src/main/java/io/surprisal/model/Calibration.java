package io.surprisal.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a combined statistic becomes a nominal false-alarm rate, and which of the rows above the threshold are alerts. It
 * was measured on clean rows with the weights beside which it stands, and is stored among them.
 *
 * @param univariate s to A for a series of one feature
 * @param multivariate s to A for a series of several features
 * @param refractoryRows rows without one above the threshold after which an incident is over, 0 to
 *     {@value #MAX_REFRACTORY_ROWS}
 * @param realertMargin by how much A must be above the last alert's for another alert within its incident
 */
public record Calibration(Curve univariate, Curve multivariate, int refractoryRows, float realertMargin) {

    /** That of a network which has none yet: every score is 0, so that it raises no alert. */
    public static final Calibration NONE = new Calibration(Curve.line(1, 0), Curve.line(1, 0), 0, 0);

    static final int MAX_REFRACTORY_ROWS = 10_000;

    /** Checks the ranges. */
    public Calibration {
        if (refractoryRows < 0 || refractoryRows > MAX_REFRACTORY_ROWS) {
            throw new InvalidModelException(
                    "refractoryRows must be 0 to " + MAX_REFRACTORY_ROWS + ": refractoryRows=" + refractoryRows);
        }
        if (!(realertMargin >= 0) || Float.isInfinite(realertMargin)) {
            throw new InvalidModelException(
                    "realertMargin must be finite and not negative: realertMargin=" + realertMargin);
        }
    }

    /**
     * Reads the calibration from a model's tensors.
     *
     * @throws InvalidModelException if a curve is not monotone or a value out of range
     */
    static Calibration fromTensors(Map<String, float[]> tensors) {
        float[] alerting = tensor(tensors, TensorLayout.CALIBRATION_ALERTING);
        if (alerting[0] != (int) alerting[0]) {
            throw new InvalidModelException("refractoryRows must be a whole number, 0 to " + MAX_REFRACTORY_ROWS
                    + ": refractoryRows=" + alerting[0]);
        }
        return new Calibration(
                curve(tensors, TensorLayout.CALIBRATION_UNIVARIATE),
                curve(tensors, TensorLayout.CALIBRATION_MULTIVARIATE),
                (int) alerting[0],
                alerting[1]);
    }

    /** Whether a model still waits for its calibration. */
    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * The three tensors that say the same, by name.
     *
     * @throws InvalidModelException if a curve has another number of knots than {@link TensorLayout#CURVE_KNOTS}
     */
    public Map<String, float[]> tensors() {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put(TensorLayout.CALIBRATION_UNIVARIATE, knots(univariate));
        tensors.put(TensorLayout.CALIBRATION_MULTIVARIATE, knots(multivariate));
        tensors.put(TensorLayout.CALIBRATION_ALERTING, new float[] {refractoryRows, realertMargin});
        return tensors;
    }

    private static float[] knots(Curve curve) {
        if (curve.size() != TensorLayout.CURVE_KNOTS) {
            throw new InvalidModelException(
                    "curve must have " + TensorLayout.CURVE_KNOTS + " knots to be stored: knots=" + curve.size());
        }
        return curve.knots();
    }

    private static Curve curve(Map<String, float[]> tensors, String name) {
        try {
            return Curve.of(tensor(tensors, name));
        } catch (InvalidModelException e) {
            throw new InvalidModelException(name + ": " + e.getMessage());
        }
    }

    private static float[] tensor(Map<String, float[]> tensors, String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new InvalidModelException("tensor " + name + " is missing");
        }
        return values;
    }
}
