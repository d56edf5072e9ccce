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

    private final ColumnMatrix inputKernel; // U, [G·H × I]
    private final ColumnMatrix recurrentKernel; // W, [G·H × H]
    private final float[] bias; // b, [G·H]

    private GateSums(float[] inputKernel, float[] recurrentKernel, float[] bias, int hiddenSize) {
        this.inputKernel = ColumnMatrix.ofRows(inputKernel, bias.length, inputKernel.length / bias.length);
        this.recurrentKernel = ColumnMatrix.ofRows(recurrentKernel, bias.length, hiddenSize);
        this.bias = bias.clone();
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
        return inputKernel.columns();
    }

    int hiddenSize() {
        return recurrentKernel.columns();
    }

    /** Writes b + U x + W h. */
    void write(float[] input, int inputAt, float[] state, int stateAt, float[] sums) {
        System.arraycopy(bias, 0, sums, 0, bias.length);
        inputKernel.addProduct(input, inputAt, sums);
        recurrentKernel.addProduct(state, stateAt, sums);
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
