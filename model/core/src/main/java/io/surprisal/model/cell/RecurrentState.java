package io.surprisal.model.cell;

import io.surprisal.model.ModelSpec;
import java.util.Arrays;

/**
 * What a network remembers of each feature of a series: for every feature, from the first layer to the last, what the
 * layer's cell remembers (LSTM: [h | c]; RNN, GRU: h; TDNN: a ring of inputs). Mutable, and zero where a series begins. A task keeps one as scratch
 * space and fills it from each series' stored bytes.
 */
public final class RecurrentState {

    private final float[] values;
    private final int sizePerFeature;

    /** The state of a series that has not begun. */
    public RecurrentState(ModelSpec spec, int features) {
        sizePerFeature = spec.stateSize();
        values = new float[Math.multiplyExact(sizePerFeature, features)];
    }

    /** All values, [features × {@link #sizePerFeature}]: the live array, to be read from and written to stored bytes. */
    public float[] values() {
        return values;
    }

    /** Floats of one feature. */
    public int sizePerFeature() {
        return sizePerFeature;
    }

    /** Where a feature's floats begin; features count from 0. */
    public int at(int feature) {
        return feature * sizePerFeature;
    }

    /** Sets all values to zero. */
    public void clear() {
        Arrays.fill(values, 0);
    }
}
