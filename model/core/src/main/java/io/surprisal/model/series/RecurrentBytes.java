package io.surprisal.model.series;

import io.surprisal.model.math.HalfFloat;

/** What the network remembers as a series' state keeps them: f32 with one feature, f16 with several. */
public final class RecurrentBytes {

    private RecurrentBytes() {}

    /**
     * Reads the states of all features.
     *
     * @param values [F × R], for every feature what the layers remember, from the first to the last
     */
    public static void read(SeriesState state, float[] values) {
        SeriesStateLayout layout = state.layout();
        int size = layout.recurrentSize();
        for (int feature = 0; feature < layout.features(); feature++) {
            int at = layout.hidden(feature);
            for (int index = 0; index < size; index++) {
                values[feature * size + index] = layout.isUnivariate()
                        ? state.f32(at + index * Float.BYTES)
                        : HalfFloat.toFloat((short) state.u16(at + index * Short.BYTES));
            }
        }
    }

    /** Writes the states of all features; the array is as in {@link #read}. */
    public static void write(SeriesState state, float[] values) {
        SeriesStateLayout layout = state.layout();
        int size = layout.recurrentSize();
        for (int feature = 0; feature < layout.features(); feature++) {
            int at = layout.hidden(feature);
            for (int index = 0; index < size; index++) {
                float value = values[feature * size + index];
                if (layout.isUnivariate()) {
                    state.putF32(at + index * Float.BYTES, value);
                } else {
                    state.putU16(at + index * Short.BYTES, HalfFloat.fromFloat(value));
                }
            }
        }
    }
}
