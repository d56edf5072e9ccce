package io.surprisal.trainer.train;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.forecast.Horizon;

/**
 * A stretch of one feature of a series as the network sees it: its inputs row by row, and the normalised values that it
 * should have forecast. Owns its arrays; they are not changed after.
 */
public final class TrainingSequence {

    private final int inputSize; // I
    private final float[] inputs; // [T × I]
    private final float[] values; // y, [T]
    private final float[] weights; // how much each row counts as a target, [T]

    /**
     * A sequence of T rows.
     *
     * @param inputs the network's inputs, [T × I]; kept
     * @param values y, what the inputs of the same row forecast at horizon 1, [T]; kept
     * @param weights how much each y counts, 0 where it is missing or too early to judge, [T]; kept
     */
    public TrainingSequence(float[] inputs, float[] values, float[] weights) {
        this.inputSize = values.length == 0 ? 0 : inputs.length / values.length;
        this.inputs = inputs;
        this.values = values;
        this.weights = weights;
        if (inputSize < ModelSpec.OWN_INPUTS
                || inputs.length != values.length * inputSize
                || weights.length != values.length) {
            throw new IllegalArgumentException("sequence must have inputs [T x I], values [T] and weights [T]: inputs="
                    + inputs.length + ", values=" + values.length + ", weights=" + weights.length);
        }
    }

    /** T. */
    public int rows() {
        return values.length;
    }

    /** I. */
    public int inputSize() {
        return inputSize;
    }

    /** Copies the inputs of some rows; rows beyond the last leave zeros. */
    void copyInputs(int firstRow, int rows, float[] target, int at) {
        int available = Math.min(rows, rows() - firstRow);
        if (available <= 0) {
            return;
        }
        System.arraycopy(inputs, firstRow * inputSize, target, at, available * inputSize);
    }

    /** What is left of the target of a row and horizon after the network's own offset; 0 beyond the last row. */
    float target(int row, Horizon horizon) {
        int due = row + horizon.rows() - 1;
        return due < rows() ? values[due] - inputs[row * inputSize + horizon.baseInput()] : 0;
    }

    /** How much that target counts; 0 where there is none. */
    float weight(int row, Horizon horizon) {
        int due = row + horizon.rows() - 1;
        return due < rows() && weights[row] > 0 ? weights[due] : 0;
    }

    /** A number that changes with any value of the sequence. */
    long fingerprint() {
        long hash = TensorLayout.HORIZONS;
        for (float[] part : new float[][] {inputs, values, weights}) {
            for (float value : part) {
                hash = 31 * hash + Float.floatToIntBits(value);
            }
        }
        return hash;
    }
}
