package io.surprisal.model.cell;

import io.surprisal.model.TensorLayout;

/** Scratch space of a network's time step, made once per task. Holds nothing between time steps; not thread-safe. */
public final class Workspace {

    /** Gates of one LSTM layer, [4H]: input, forget, output gate, then candidate. */
    final float[] gates;

    final float[] inputGate;
    final float[] forgetGate;
    final float[] outputGate;
    final float[] candidate;
    final float[] cell;
    final float[] hidden;

    /** Scratch space for layers of H units. */
    Workspace(int hiddenSize) {
        gates = new float[TensorLayout.LSTM_BLOCKS * hiddenSize];
        inputGate = new float[hiddenSize];
        forgetGate = new float[hiddenSize];
        outputGate = new float[hiddenSize];
        candidate = new float[hiddenSize];
        cell = new float[hiddenSize];
        hidden = new float[hiddenSize];
    }
}
