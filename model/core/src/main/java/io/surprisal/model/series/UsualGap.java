package io.surprisal.model.series;

import io.surprisal.model.math.Functions;

/** How far apart the rows of a series usually are, and from when on it is silent. */
public final class UsualGap {

    /** Rows from which on a series is known to report regularly. */
    public static final int LEAST_ROWS = 50;

    /** So many times the longest of the last gaps is no silence yet. */
    private static final double MARGIN = 2;

    private static final double MS_PER_SECOND = 1_000;

    private UsualGap() {}

    /** The typical gap, milliseconds. */
    public static long typicalMs(SeriesState state) {
        return (long) (state.f32(SeriesStateLayout.TYPICAL_GAP) * MS_PER_SECOND);
    }

    /**
     * After how many milliseconds without a row a series is silent: so many typical gaps, and twice the longest of the last
     * W. Negative where it has fewer than {@value #LEAST_ROWS} rows.
     *
     * @param factor typical gaps, above 0
     */
    public static long limitMs(SeriesState state, double factor) {
        if (state.u32(SeriesStateLayout.ROWS) < LEAST_ROWS) {
            return -1;
        }
        double longest = 0;
        int rows = RecentRows.count(state);
        for (int back = 1; back <= rows; back++) {
            longest = Math.max(longest, RecentRows.logGap(state, back));
        }
        double gaps = Math.max(factor, MARGIN * Functions.exp(longest));
        return (long) (gaps * state.f32(SeriesStateLayout.TYPICAL_GAP) * MS_PER_SECOND);
    }
}
