package io.surprisal.trainer.train.network;

/** h and c of B sequences between two segments. The arrays belong to this object and are not changed after. */
public final class RecurrentBatch {

    private final float[] hidden; // h, [L × B × H]
    private final float[] cell; // c, [L × B × H]

    RecurrentBatch(float[] hidden, float[] cell) {
        this.hidden = hidden;
        this.cell = cell;
    }

    /** The state before a series' first row. */
    public static RecurrentBatch zeros(int layers, int sequences, int hiddenSize) {
        int size = layers * sequences * hiddenSize;
        return new RecurrentBatch(new float[size], new float[size]);
    }

    /** h, [L × B × H]; not a copy, not to be changed. */
    float[] hidden() {
        return hidden;
    }

    /** c, [L × B × H]; not a copy, not to be changed. */
    float[] cell() {
        return cell;
    }
}
