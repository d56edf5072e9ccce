package io.surprisal.model.cell;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;

/** The tensors that every recurrent layer has, blocks in the order of {@link TensorLayout}. Owned by whoever made it. */
final class LayerWeights {

    private final float[] inputKernel; // U, [G·H × I]
    private final float[] recurrentKernel; // W, [G·H × H]
    private final float[] bias; // b, [G·H]

    LayerWeights(float[] inputKernel, float[] recurrentKernel, float[] bias) {
        this.inputKernel = inputKernel;
        this.recurrentKernel = recurrentKernel;
        this.bias = bias;
    }

    static LayerWeights of(ModelSnapshot model, int layer) {
        return new LayerWeights(
                model.tensor(TensorLayout.inputKernel(layer)),
                model.tensor(TensorLayout.recurrentKernel(layer)),
                model.tensor(TensorLayout.bias(layer)));
    }

    /** U, [G·H × I]; not a copy. */
    float[] inputKernel() {
        return inputKernel;
    }

    /** W, [G·H × H]; not a copy. */
    float[] recurrentKernel() {
        return recurrentKernel;
    }

    /** b, [G·H]; not a copy. */
    float[] bias() {
        return bias;
    }
}
