package io.surprisal.model.series;

import io.surprisal.model.math.HalfFloat;

/**
 * The last W rows of a series as f16: y of each feature as it was normalised then, and ln(gap / typical gap), which
 * together let a new network be run through them.
 */
public final class RecentRows {

    private RecentRows() {}

    /** Writes y of a feature in the present row. */
    public static void putY(SeriesState state, int feature, double y) {
        state.putU16(state.layout().values(feature) + slot(state, 0) * Short.BYTES, HalfFloat.fromFloat((float) y));
    }

    /** Writes the logarithm of the gap before the present row. */
    public static void putGap(SeriesState state, double logGap) {
        state.putU16(state.layout().gaps() + slot(state, 0) * Short.BYTES, HalfFloat.fromFloat((float) logGap));
    }

    /** The number of rows that are there, at most W. */
    public static int count(SeriesState state) {
        return (int) Math.min(state.u32(SeriesStateLayout.ROWS), state.layout().window());
    }

    /**
     * y of a feature in an earlier row.
     *
     * @param back 1 = the last row that the state has advanced by
     */
    public static double y(SeriesState state, int feature, int back) {
        return HalfFloat.toFloat((short) state.u16(state.layout().values(feature) + slot(state, back) * Short.BYTES));
    }

    /**
     * The logarithm of the gap before an earlier row.
     *
     * @param back 1 = the last row that the state has advanced by
     */
    public static double logGap(SeriesState state, int back) {
        return HalfFloat.toFloat((short) state.u16(state.layout().gaps() + slot(state, back) * Short.BYTES));
    }

    private static int slot(SeriesState state, int back) {
        return (int) Math.floorMod(
                state.u32(SeriesStateLayout.ROWS) - back, (long) state.layout().window());
    }
}
