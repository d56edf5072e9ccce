package io.surprisal.model.cell;

import io.surprisal.model.NetworkShape;
import io.surprisal.model.Skip;

/** Scratch space of a network's time step, made once per task. Holds nothing between time steps; not thread-safe. */
public final class Workspace {

    /** h' of the layer that has stepped last, [H]. */
    final float[] hidden;

    /** What goes into the gates of a layer, [G·H]. */
    final float[] gates;

    /** What a layer reads in front of its h, [I + H] of the widest layer. */
    final float[] joined;

    /** What of it comes from h, where it is summed apart, [G·H]. */
    final float[] recurrentSums;

    /** What layers hand on where there are skip connections: [H], or all h in front of the inputs, [L·H + I]. */
    final float[] stream;

    final float[] inputGate;
    final float[] forgetGate;
    final float[] outputGate;
    final float[] resetGate;
    final float[] updateGate;
    final float[] candidate;
    final float[] cell;

    /**
     * Scratch space for a network.
     *
     * @param networkInputs I
     */
    Workspace(NetworkShape network, int networkInputs) {
        int units = network.hiddenSize();
        hidden = new float[units];
        gates = new float[network.cell().blocks() * units];
        joined = new float[widestInput(network, networkInputs) + units];
        recurrentSums = new float[gates.length];
        stream = new float[network.outputSize() + (network.skip() == Skip.CONCAT ? networkInputs : 0)];
        inputGate = new float[units];
        forgetGate = new float[units];
        outputGate = new float[units];
        resetGate = new float[units];
        updateGate = new float[units];
        candidate = new float[units];
        cell = new float[units];
    }

    private static int widestInput(NetworkShape network, int networkInputs) {
        int widest = 0;
        for (int layer = 0; layer < network.layers(); layer++) {
            widest = Math.max(widest, network.inputSize(layer, networkInputs));
        }
        return widest;
    }
}
