package io.surprisal.model.series;

import io.surprisal.model.math.Functions;

/**
 * The time of the present row: its gap to the last one, what gap is typical, and the profile's slots for this row and
 * for those that the far forecasts are for.
 *
 * <p>The typical gap starts as the first one and follows slowly, no gap counting for more than four times as much, or as
 * little. Two rows of one moment leave it as it is.
 */
public final class RowClock {

    private static final double FIRST_TYPICAL_GAP = 300;
    private static final double SLOWEST_RATE = 0.02;
    private static final double CLIP_FACTOR = 4;
    private static final double SHORTEST_GAP = 1e-3;
    private static final double MS_PER_SECOND = 1_000;
    private static final int NEAR_ROWS_AHEAD = 23;
    private static final int FAR_ROWS_AHEAD = SeriesStateLayout.FAR_DISTANCE;

    private final ProfileSlot now = new ProfileSlot();
    private final ProfileSlot near = new ProfileSlot();
    private final ProfileSlot far = new ProfileSlot();

    private double logGap;
    private double typicalGap;

    /** Moves to a row and learns its gap. */
    public void advance(SeriesState state, long eventTimeMs) {
        long rows = state.u32(SeriesStateLayout.ROWS);
        typicalGap = rows == 0 ? FIRST_TYPICAL_GAP : state.f32(SeriesStateLayout.TYPICAL_GAP);
        logGap = 0;
        if (rows > 0) {
            double gap = ((double) eventTimeMs - state.i64(SeriesStateLayout.LAST_EVENT_TIME)) / MS_PER_SECOND;
            if (rows > 1) {
                logGap = Functions.log(Math.max(gap, SHORTEST_GAP) / typicalGap);
            }
            learn(gap, rows);
        }
        state.putF32(SeriesStateLayout.TYPICAL_GAP, (float) typicalGap);
        place(eventTimeMs / MS_PER_SECOND, state.layout().dayTypes());
    }

    /**
     * Moves to a row of the past, learning nothing.
     *
     * @param seconds since the epoch
     * @param logGap logarithm of the gap before it, in typical gaps
     */
    public void revisit(SeriesState state, double seconds, double logGap) {
        this.logGap = logGap;
        typicalGap = state.f32(SeriesStateLayout.TYPICAL_GAP);
        place(seconds, state.layout().dayTypes());
    }

    /** ln(gap / typical gap as it was before this row); 0 in the first two rows. */
    public double logGap() {
        return logGap;
    }

    /** The typical gap, seconds. */
    public double typicalGap() {
        return typicalGap;
    }

    /** The slot of this row. */
    public ProfileSlot now() {
        return now;
    }

    /** The slot 23 typical gaps later. */
    public ProfileSlot near() {
        return near;
    }

    /** The slot 95 typical gaps later. */
    public ProfileSlot far() {
        return far;
    }

    private void learn(double gap, long rows) {
        if (gap <= 0) {
            return;
        }
        if (rows == 1) {
            typicalGap = gap;
            return;
        }
        double clipped = Math.min(Math.max(gap, typicalGap / CLIP_FACTOR), typicalGap * CLIP_FACTOR);
        typicalGap += Math.max(1.0 / rows, SLOWEST_RATE) * (clipped - typicalGap);
    }

    private void place(double seconds, int dayTypes) {
        now.set(seconds, dayTypes);
        near.set(seconds + NEAR_ROWS_AHEAD * typicalGap, dayTypes);
        far.set(seconds + FAR_ROWS_AHEAD * typicalGap, dayTypes);
    }
}
