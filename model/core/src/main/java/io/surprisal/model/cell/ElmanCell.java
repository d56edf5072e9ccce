package io.surprisal.model.cell;

import io.surprisal.model.math.Activations;

/**
 * One time step of one layer of a simple recurrent network [1].
 *
 * <pre>
 *   h' = tanh(W h + U x + b)
 * </pre>
 *
 * <p>It remembers h. A sum starts with b and takes U x, then W h, in the order of the columns.
 *
 * <p>[1] Elman: Finding Structure in Time, 1990.
 */
final class ElmanCell implements Cell {

    private static final int[] BLOCKS = {0};
    private static final float[] SCALES = {1};

    private final GateSums sums;

    ElmanCell(LayerWeights weights) {
        sums = GateSums.of(weights, BLOCKS, SCALES);
    }

    @Override
    public int inputSize() {
        return sums.inputSize();
    }

    @Override
    public int hiddenSize() {
        return sums.hiddenSize();
    }

    @Override
    public int stateSize() {
        return sums.hiddenSize();
    }

    @Override
    public void step(float[] input, int inputAt, float[] state, int stateAt, Workspace workspace) {
        float[] sum = workspace.gates;
        sums.write(input, inputAt, state, stateAt, workspace);
        Activations.tanh(sum);
        System.arraycopy(sum, 0, workspace.hidden, 0, sum.length);
        System.arraycopy(sum, 0, state, stateAt, sum.length);
    }
}
