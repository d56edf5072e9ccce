package io.surprisal.model.cell;

import io.surprisal.model.ModelSpec;
import java.util.Arrays;

/**
 * Hidden and cell state of a network for each feature of a series: for every feature, from the first layer to the last,
 * what the layer's cell remembers (LSTM: [h | c]). Mutable, and zero where a series begins. A task keeps one as scratch
 * space and fills it from each series' stored bytes.
 */
public final class RecurrentState {

    private final float[] values;
    private final int sizePerFeature;

    /** The state of a series that has not begun. */
    public RecurrentState(ModelSpec spec, int features) {
        sizePerFeature = RecurrentNetwork.stateSize(spec);
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
