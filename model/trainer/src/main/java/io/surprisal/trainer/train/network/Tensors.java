package io.surprisal.trainer.train.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters as PyTorch's tensors, alive within one scope. The head's rows are gathered by part (logits, means, log
 * scales), so that the loss works on contiguous memory.
 */
final class Tensors {

    private static final int PARTS = 3;
    private static final int ROWS_OF_A_PART = TensorLayout.HORIZONS * TensorLayout.MIXTURE;

    private final ModelSpec spec;
    private final List<NDList> layers = new ArrayList<>(); // of each layer its tensors in the layout's order
    private final NDList headWeights = new NDList();
    private final NDList headBiases = new NDList();

    Tensors(NDManager scope, NetworkParameters parameters) {
        this.spec = parameters.spec();
        for (int layer = 0; layer < spec.layers(); layer++) {
            NDList tensors = new NDList();
            for (TensorShape shape : TensorLayout.layer(spec, layer)) {
                long[] dimensions =
                        shape.dimensions().stream().mapToLong(each -> each).toArray();
                tensors.add(scope.create(parameters.tensor(shape.name()), new Shape(dimensions)));
            }
            layers.add(tensors);
        }
        int columns = spec.outputSize() + spec.inputSize();
        float[] weight = parameters.tensor(TensorLayout.HEAD_WEIGHT);
        float[] bias = parameters.tensor(TensorLayout.HEAD_BIAS);
        for (int part = 0; part < PARTS; part++) {
            headWeights.add(scope.create(gather(weight, columns, part), new Shape(ROWS_OF_A_PART, columns)));
            headBiases.add(scope.create(gather(bias, 1, part), new Shape(ROWS_OF_A_PART)));
        }
    }

    void requireGradients() {
        layers.forEach(tensors -> tensors.forEach(tensor -> tensor.setRequiresGradient(true)));
        headWeights.forEach(tensor -> tensor.setRequiresGradient(true));
        headBiases.forEach(tensor -> tensor.setRequiresGradient(true));
    }

    /** The tensors of a layer in the layout's order; layers count from 0. */
    NDList layer(int layer) {
        return layers.get(layer);
    }

    /** Rows of one part for all horizons, [HORIZONS · MIXTURE × O + I]. */
    NDArray headWeight(int part) {
        return headWeights.get(part);
    }

    /** [HORIZONS · MIXTURE]. */
    NDArray headBias(int part) {
        return headBiases.get(part);
    }

    /** The gradients in the order of the parameters. */
    float[] gradient(NetworkParameters parameters) {
        float[] gradient = new float[parameters.values().length];
        int index = 0;
        for (NDList tensors : layers) {
            for (NDArray tensor : tensors) {
                float[] values = tensor.getGradient().toFloatArray();
                System.arraycopy(values, 0, gradient, index, values.length);
                index += values.length;
            }
        }
        int columns = spec.outputSize() + spec.inputSize();
        int weight = parameters.offset(TensorLayout.HEAD_WEIGHT);
        int bias = parameters.offset(TensorLayout.HEAD_BIAS);
        for (int part = 0; part < PARTS; part++) {
            scatter(headWeights.get(part).getGradient().toFloatArray(), gradient, weight, columns, part);
            scatter(headBiases.get(part).getGradient().toFloatArray(), gradient, bias, 1, part);
        }
        return gradient;
    }

    /** The row of the head at which a part of a horizon begins. */
    private static int headRow(int horizon, int part) {
        return horizon * TensorLayout.HEAD_ROWS_PER_HORIZON + part * TensorLayout.MIXTURE;
    }

    private static float[] gather(float[] rows, int columns, int part) {
        float[] gathered = new float[ROWS_OF_A_PART * columns];
        int block = TensorLayout.MIXTURE * columns;
        for (int horizon = 0; horizon < TensorLayout.HORIZONS; horizon++) {
            System.arraycopy(rows, headRow(horizon, part) * columns, gathered, horizon * block, block);
        }
        return gathered;
    }

    private static void scatter(float[] gathered, float[] rows, int offset, int columns, int part) {
        int block = TensorLayout.MIXTURE * columns;
        for (int horizon = 0; horizon < TensorLayout.HORIZONS; horizon++) {
            System.arraycopy(gathered, horizon * block, rows, offset + headRow(horizon, part) * columns, block);
        }
    }
}
