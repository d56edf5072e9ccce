package io.surprisal.model.policy;

/**
 * Which rows of a series are alerts. It decides about alerts alone: a row that it rules out has the score that it would
 * have anyway, and begins no silence, so that the next row that is not ruled out is the alert.
 *
 * <p>Side and deviations are those of one row: its value against the forecast of it, of the feature that contributes
 * most where there are several. A lasting change is found by its length as well; while its rows lie near their
 * forecasts, or on the other side, they are ruled out as any other.
 *
 * @param side where the value must lie
 * @param minDeviation least |observed − expected|, in the unit of the values; 0 = any
 * @param minRelativeDeviation least |observed − expected| in parts of |expected|; 0 = any
 * @param sensitivity from which score on a row is anomalous
 */
public record AlertPolicy(Side side, double minDeviation, double minRelativeDeviation, Sensitivity sensitivity) {

    /** What holds for a series that nobody has wished anything for. */
    public static final AlertPolicy USUAL = new AlertPolicy(Side.BOTH, 0, 0, Sensitivity.USUAL);

    /** Checks the deviations. */
    public AlertPolicy {
        requireDeviation("least deviation", minDeviation);
        requireDeviation("least relative deviation", minRelativeDeviation);
    }

    /** Whether {@link #allows} may say no, so that it must be asked. */
    public boolean isSelective() {
        return side != Side.BOTH || minDeviation > 0 || minRelativeDeviation > 0;
    }

    /**
     * Whether a row of this value may be an alert.
     *
     * @param observed the value
     * @param expected the forecast of it, in the same unit
     */
    public boolean allows(double observed, double expected) {
        double deviation = Math.abs(observed - expected);
        return side.has(observed, expected)
                && deviation >= minDeviation
                && deviation >= minRelativeDeviation * Math.abs(expected);
    }

    private static void requireDeviation(String what, double deviation) {
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be finite and not negative: " + deviation);
        }
    }
}
