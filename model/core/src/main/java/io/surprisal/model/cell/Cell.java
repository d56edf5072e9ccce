package io.surprisal.model.cell;

/**
 * One layer: what it computes in a time step and how much it remembers. Holds weights only, so that one cell serves all
 * series; safe for use by several threads, each with a {@link Workspace} of its own.
 */
public interface Cell {

    /** Values that a time step reads from below. */
    int inputSize();

    /** H, values that a time step hands on. */
    int hiddenSize();

    /** Floats that are remembered from one time step to the next. */
    int stateSize();

    /**
     * Advances the layer by one time step: what is remembered in place, h' in {@link Workspace#hidden}.
     *
     * @param input holds x, [{@link #inputSize}], from an offset on; may be {@link Workspace#hidden} itself
     * @param inputAt the offset
     * @param state holds what is remembered, [{@link #stateSize}], from an offset on
     * @param stateAt the offset
     * @param workspace scratch space for this network
     */
    void step(float[] input, int inputAt, float[] state, int stateAt, Workspace workspace);
}
