package io.surprisal.trainer.train;

import java.util.Locale;

/**
 * Mean loss on the validation sequences once they are warm, natural logarithm.
 *
 * @param next of the forecasts of the next row
 * @param rows24 of those 24 rows ahead
 * @param rows96 of those 96 rows ahead
 */
public record ValidationLoss(double next, double rows24, double rows96) {

    /** Before anything was measured. */
    public static final ValidationLoss NONE = new ValidationLoss(Double.NaN, Double.NaN, Double.NaN);

    /** The sum over the horizons. */
    public double total() {
        return next + rows24 + rows96;
    }

    /** Whether this is finite and the other is not, or is larger. */
    boolean isBetterThan(ValidationLoss other) {
        return Double.isFinite(total()) && !(total() >= other.total());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f / %.4f / %.4f", next, rows24, rows96);
    }
}
