package io.surprisal.model.series;

import io.surprisal.model.math.HalfFloat;

/**
 * The forecasts of y that were made for rows to come: a ring in which a forecast waits {@value
 * SeriesStateLayout#FAR_DISTANCE} rows for the row that it is for. One feature: f16; several: a signed byte each, in
 * steps of 1/16; more than four: none.
 */
public final class FarForecasts {

    private static final double BYTE_STEPS = 16;

    private FarForecasts() {}

    /** The forecast that was made for the present row; 0 if there is none. */
    public static double due(SeriesState state, int feature) {
        SeriesStateLayout layout = state.layout();
        if (layout.farForecastCount() == 0) {
            return 0;
        }
        int slot = slot(state);
        return layout.isUnivariate()
                ? HalfFloat.toFloat((short) state.u16(layout.farForecasts(feature) + slot * Short.BYTES))
                : (byte) state.u8(layout.farForecasts(feature) + slot) / BYTE_STEPS;
    }

    /** Puts the forecast that the present row makes into the place of the one that was due. */
    public static void put(SeriesState state, int feature, double y) {
        SeriesStateLayout layout = state.layout();
        if (layout.farForecastCount() == 0) {
            return;
        }
        int slot = slot(state);
        if (layout.isUnivariate()) {
            state.putU16(layout.farForecasts(feature) + slot * Short.BYTES, HalfFloat.fromFloat((float) y));
        } else {
            double steps = Math.rint(y * BYTE_STEPS);
            int stored = (int) Math.min(Math.max(steps, Byte.MIN_VALUE), Byte.MAX_VALUE);
            state.putU8(layout.farForecasts(feature) + slot, stored);
        }
    }

    private static int slot(SeriesState state) {
        return (int) (state.u32(SeriesStateLayout.ROWS) % SeriesStateLayout.FAR_DISTANCE);
    }
}
