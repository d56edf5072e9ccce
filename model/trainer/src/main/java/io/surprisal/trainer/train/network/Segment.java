package io.surprisal.trainer.train.network;

import io.surprisal.model.TensorLayout;

/**
 * What one update sees: T rows of B sequences, row-major with the sequence first. Owned by whoever made it and filled
 * anew for each segment.
 *
 * <p>The means of the network are offsets: from the last value at horizon 1, from the daily profile at the target's time
 * at the far horizons. The targets here are what is left after these, so the loss knows no offsets.
 */
public final class Segment {

    private final int sequences; // B
    private final int rows; // T
    private final int inputSize; // I
    private final float[] inputs; // [B × T × I]
    private final float[] targets; // [B × T × HORIZONS]
    private final float[] weights; // [B × T × HORIZONS]

    /** An empty segment. */
    public Segment(int sequences, int rows, int inputSize) {
        this.sequences = sequences;
        this.rows = rows;
        this.inputSize = inputSize;
        this.inputs = new float[sequences * rows * inputSize];
        this.targets = new float[sequences * rows * TensorLayout.HORIZONS];
        this.weights = new float[sequences * rows * TensorLayout.HORIZONS];
    }

    /** B. */
    public int sequences() {
        return sequences;
    }

    /** T. */
    public int rows() {
        return rows;
    }

    /** I. */
    public int inputSize() {
        return inputSize;
    }

    /** The network's inputs, [B × T × I]; not a copy. */
    public float[] inputs() {
        return inputs;
    }

    /** Targets less their offsets, [B × T × 3]; not a copy. */
    public float[] targets() {
        return targets;
    }

    /** How much each target counts, 0 where there is none, [B × T × 3]; not a copy. */
    public float[] weights() {
        return weights;
    }
}
