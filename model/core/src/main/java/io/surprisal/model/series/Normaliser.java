package io.surprisal.model.series;

import static io.surprisal.model.series.SeriesStateLayout.ANCHOR;
import static io.surprisal.model.series.SeriesStateLayout.DEVIATION;
import static io.surprisal.model.series.SeriesStateLayout.EXTREME_VALUES;
import static io.surprisal.model.series.SeriesStateLayout.FAST_MEAN;
import static io.surprisal.model.series.SeriesStateLayout.LAST_VALUE;
import static io.surprisal.model.series.SeriesStateLayout.MEAN;
import static io.surprisal.model.series.SeriesStateLayout.SECOND_LAST_VALUE;
import static io.surprisal.model.series.SeriesStateLayout.SEEN;

import io.surprisal.model.math.Functions;

/**
 * Puts the values of a feature on one scale, slowly and robustly: y = asinh((x − m) / sd) is linear near the mean and
 * logarithmic in the tails, so that one spike neither saturates nor dominates.
 *
 * <pre>
 *   d  = x − m, within ±8 sd after the first 30 values and the first movement
 *   m' = m + α d,   v' = (1 − α)(v + α d²),   α = max(1 / (n + 1), 1 / 50,000)
 *   sd = √v, or 0.001 |m| + 1e-9 while √v ≤ 1e-12 |m| + 1e-9
 * </pre>
 *
 * <p>The 1,000th consecutive value beyond ±8 sd is taken at its word: the series has moved to another level or unit for good,
 * and its scale is learnt anew from there.
 *
 * <p>So a small movement far from 0 is seen as well as one near 0. A series that was constant so far, but for the
 * rounding of doubles, has no scale of its own for its first movement; a thousandth of its level stands in for it.
 *
 * <p>Computes in double and remembers x − anchor in float; the anchor is moved to the mean when the mean has gone so far
 * from it that a float would be too coarse. A view of one feature at a time, loaded from and stored to its state.
 */
public final class Normaliser {

    /** By which part the fast mean follows each value. */
    public static final double FAST_RATE = 0.1;

    private static final double MEMORY_ROWS = 50_000;
    private static final double CLIP_DEVIATIONS = 8;
    private static final int LASTING_VALUES = 1_000;
    private static final long UNCLIPPED_ROWS = 30;
    private static final double ROUNDING = 1e-12;
    private static final double FIRST_RELATIVE_SCALE = 1e-3;
    private static final double SMALLEST_SCALE = 1e-9;

    /** At 32 deviations from the anchor a float still resolves a 500,000th of a deviation. */
    private static final double FARTHEST_DEVIATIONS = 32;

    private double anchor;
    private long seen;
    private double mean;
    private double deviation;
    private double fastMean;
    private double last;
    private double secondLast;
    private double scale;
    private int extremeValues;

    /** Reads a feature's moments. */
    public void load(SeriesState state, int feature) {
        int at = state.layout().block(feature);
        anchor = state.f64(at + ANCHOR);
        seen = state.u32(at + SEEN);
        mean = state.f32(at + MEAN);
        deviation = state.f32(at + DEVIATION);
        fastMean = state.f32(at + FAST_MEAN);
        last = state.f32(at + LAST_VALUE);
        secondLast = state.f32(at + SECOND_LAST_VALUE);
        extremeValues = state.u16(at + EXTREME_VALUES);
        scale = seen == 0 ? 1 : scaleOfMoments();
    }

    /** Writes a feature's moments. */
    public void store(SeriesState state, int feature) {
        int at = state.layout().block(feature);
        state.putF64(at + ANCHOR, anchor);
        state.putI32(at + SEEN, (int) seen);
        state.putF32(at + MEAN, (float) mean);
        state.putF32(at + DEVIATION, (float) deviation);
        state.putF32(at + FAST_MEAN, (float) fastMean);
        state.putF32(at + LAST_VALUE, (float) last);
        state.putF32(at + SECOND_LAST_VALUE, (float) secondLast);
        state.putU16(at + EXTREME_VALUES, extremeValues);
    }

    /** Values seen so far. */
    public long seen() {
        return seen;
    }

    /** Whether a value is the same as all before it: nothing in it can be news. */
    public boolean isUnvaried(double value) {
        return seen > 0 && deviation == 0 && value == anchor;
    }

    /** m + anchor, in the unit of the values. */
    public double centre() {
        return anchor + mean;
    }

    /** sd before the row, in the unit of the values. */
    public double scale() {
        return scale;
    }

    /** The variance v that the scale comes from, never 0. */
    double variance() {
        return deviation * deviation + SMALLEST_SCALE * SMALLEST_SCALE;
    }

    /** The mean, on x − anchor. */
    double mean() {
        return mean;
    }

    /** The last value, or the forecast that stood in for it, in the unit of the values. */
    public double lastValue() {
        return anchor + last;
    }

    /** y of the last row. */
    public double lastY() {
        return normalise(last);
    }

    /** y of the row before the last. */
    public double secondLastY() {
        return normalise(secondLast);
    }

    /** The running mean of about ten values, normalised. */
    public double fastMeanY() {
        return normalise(fastMean);
    }

    /** y of an observed value; 0 for the first. */
    public double observedY(double value) {
        return seen == 0 ? 0 : normalise(value - anchor);
    }

    /** The value, as x − anchor, that has this y today. */
    public double value(double y) {
        return mean + scale * Functions.sinh(y);
    }

    /** y of a value that is given as x − anchor. */
    public double normalise(double anchored) {
        return Functions.asinh((anchored - mean) / scale);
    }

    /** The value x − anchor, held within 8 sd of the mean. */
    double clipped(double value) {
        double anchored = value - anchor;
        if (seen <= UNCLIPPED_ROWS + 1 || isConstant()) {
            return anchored;
        }
        double limit = CLIP_DEVIATIONS * scale;
        return Math.min(Math.max(anchored, mean - limit), mean + limit);
    }

    /** Learns a value. The scale stays that of before the row until the moments are loaded again. */
    public void learn(double value) {
        if (seen == 0) {
            anchor = value;
            seen = 1;
            return;
        }
        double anchored = value - anchor;
        double distance = anchored - mean;
        if (seen > UNCLIPPED_ROWS && !isConstant()) {
            double limit = CLIP_DEVIATIONS * scale;
            extremeValues = Math.abs(distance) > limit ? extremeValues + 1 : 0;
            if (extremeValues == LASTING_VALUES) {
                beginAnew(anchored);
                return;
            }
            distance = Math.min(Math.max(distance, -limit), limit);
        }
        double rate = Math.max(1.0 / (seen + 1), 1 / MEMORY_ROWS);
        fastMean += FAST_RATE * (anchored - fastMean);
        mean += rate * distance;
        deviation = Math.sqrt((1 - rate) * (deviation * deviation + rate * distance * distance));
        remember(anchored);
        seen = Math.min(seen + 1, 0xffff_ffffL);
    }

    private void beginAnew(double anchored) {
        mean = anchored;
        deviation = Math.abs(anchored - last);
        fastMean = anchored;
        remember(anchored);
        seen = 1;
        extremeValues = 0;
    }

    /** Remembers a value without learning the scale from it: the fast mean and the last values follow it. */
    public void pass(double value) {
        double anchored = value - anchor;
        fastMean += FAST_RATE * (anchored - fastMean);
        remember(anchored);
        seen = Math.min(seen + 1, 0xffff_ffffL);
    }

    /**
     * Moves what is remembered of the last value towards a forecast of it.
     *
     * @param y the forecast; taken as if within 8 of the mean
     * @param part of the way, 0 to 1
     */
    public void remind(double y, double part) {
        double forecast = value(Math.min(Math.max(y, -CLIP_DEVIATIONS), CLIP_DEVIATIONS));
        last += part * (forecast - last);
    }

    /** Remembers a forecast in the place of a missing value, without learning it. */
    public void impute(double y) {
        remember(value(y));
    }

    /** Remembers a forecast of a row to come as if it had been seen; what is known of the scale stays. */
    public void foresee(double y) {
        double anchored = value(y);
        fastMean += FAST_RATE * (anchored - fastMean);
        remember(anchored);
    }

    /** By how much the anchor has to move so that the values near the mean keep their resolution; mostly 0. */
    double shift() {
        return Math.abs(mean) > FARTHEST_DEVIATIONS * scaleOfMoments() ? (float) mean : 0;
    }

    /** Moves the anchor by what {@link #shift} said. */
    void moveAnchor(double shift) {
        anchor += shift;
        mean -= shift;
        fastMean -= shift;
        last -= shift;
        secondLast -= shift;
    }

    private void remember(double anchored) {
        secondLast = last;
        last = anchored;
    }

    private double scaleOfMoments() {
        return isConstant() ? FIRST_RELATIVE_SCALE * Math.abs(centre()) + SMALLEST_SCALE : deviation;
    }

    /** Whether the values did not move so far, but for rounding. */
    private boolean isConstant() {
        return deviation <= ROUNDING * Math.abs(centre()) + SMALLEST_SCALE;
    }
}
