package io.surprisal.model.cell;

import io.surprisal.model.math.ColumnMatrix;

/**
 * What goes into the gates of a recurrent layer: b + U x + W h, for all blocks at once. A sum starts with b and takes U x,
 * then W h, in the order of the columns.
 *
 * <p>The blocks of a sigmoid may be halved, which is exact: by σ(x) = ½ + ½ tanh(x/2) a single loop of tanh then serves all
 * blocks.
 */
final class GateSums {

    private final ColumnMatrix kernels; // [U | W], [G·H × (I + H)]: one product of [x | h]
    private final float[] bias; // b, [G·H]
    private final int hiddenSize;

    private GateSums(float[] inputKernel, float[] recurrentKernel, float[] bias, int hiddenSize) {
        int inputSize = inputKernel.length / bias.length;
        int width = inputSize + hiddenSize;
        float[] joined = new float[bias.length * width];
        for (int row = 0; row < bias.length; row++) {
            System.arraycopy(inputKernel, row * inputSize, joined, row * width, inputSize);
            System.arraycopy(recurrentKernel, row * hiddenSize, joined, row * width + inputSize, hiddenSize);
        }
        this.kernels = ColumnMatrix.ofRows(joined, bias.length, width);
        this.bias = bias;
        this.hiddenSize = hiddenSize;
    }

    /**
     * The sums of a layer.
     *
     * @param weights of the layer, blocks as they are stored; copied
     * @param order which stored block comes first, second and so on
     * @param scales by which each stored block is multiplied
     */
    static GateSums of(LayerWeights weights, int[] order, float[] scales) {
        return new GateSums(
                restacked(weights.inputKernel(), order, scales),
                restacked(weights.recurrentKernel(), order, scales),
                restacked(weights.bias(), order, scales),
                weights.bias().length / order.length);
    }

    int inputSize() {
        return kernels.columns() - hiddenSize;
    }

    int hiddenSize() {
        return hiddenSize;
    }

    /** Writes b + U x + W h to {@link Workspace#gates}. */
    void write(float[] input, int inputAt, float[] state, int stateAt, Workspace workspace) {
        System.arraycopy(input, inputAt, workspace.joined, 0, inputSize());
        System.arraycopy(state, stateAt, workspace.joined, inputSize(), hiddenSize);
        System.arraycopy(bias, 0, workspace.gates, 0, bias.length);
        kernels.addProduct(workspace.joined, 0, workspace.gates);
    }

    /** The blocks of a tensor in another order, each multiplied by its scale. */
    static float[] restacked(float[] tensor, int[] order, float[] scales) {
        int block = tensor.length / order.length;
        float[] restacked = new float[tensor.length];
        for (int to = 0; to < order.length; to++) {
            for (int index = 0; index < block; index++) {
                restacked[to * block + index] = scales[order[to]] * tensor[order[to] * block + index];
            }
        }
        return restacked;
    }
}
