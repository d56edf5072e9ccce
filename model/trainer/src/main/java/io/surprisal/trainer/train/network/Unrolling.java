package io.surprisal.trainer.train.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.surprisal.model.ModelSpec;
import java.util.List;

/** One kind of layer, unrolled over the rows of a segment: the same equations as the detector's cell of that kind. */
interface Unrolling {

    /** The unrolling of a specification's layers. */
    static Unrolling of(ModelSpec spec) {
        return switch (spec.cell()) {
            case LSTM, LSTM_COUPLED, RNN, GRU -> new FusedUnrolling(spec.cell(), spec.hiddenSize());
            case LSTM_PEEPHOLE -> new PeepholeUnrolling(spec.hiddenSize());
            case TDNN -> new ConvolutionUnrolling(spec);
        };
    }

    /** The shapes of what a layer carries from one segment to the next; layers count from 0. */
    List<Shape> stateShapes(int layer, int sequences);

    /**
     * Runs a layer.
     *
     * @param layer counts from 0
     * @param inputs [B × T × the layer's inputs]
     * @param state in the shapes of {@link #stateShapes}
     * @param tensors of the layer in the layout's order
     * @return h of every row, [B × T × H], then the state after the last row
     */
    NDList run(int layer, NDArray inputs, NDList state, NDList tensors);
}
