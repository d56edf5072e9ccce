package io.surprisal.trainer.train.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.recurrent.RNN;
import io.surprisal.model.CellKind;
import io.surprisal.model.TensorLayout;
import java.util.Collections;
import java.util.List;

/**
 * The kinds of layer that PyTorch unrolls in one call. Its layers have two bias vectors, of which only the sum matters
 * but for a GRU's candidate: the second one is zero where it does not. A coupled input gate is the forget gate of negated
 * sums, 1 − σ(x) = σ(−x), so that PyTorch's LSTM serves it as well.
 */
final class FusedUnrolling implements Unrolling {

    private static final int INPUT_KERNEL = 0;
    private static final int RECURRENT_KERNEL = 1;
    private static final int BIAS = 2;
    private static final int RECURRENT_BIAS = 3;

    private final CellKind cell;
    private final int hiddenSize;

    FusedUnrolling(CellKind cell, int hiddenSize) {
        this.cell = cell;
        this.hiddenSize = hiddenSize;
    }

    @Override
    public List<Shape> stateShapes(int layer, int sequences) {
        int parts = cell == CellKind.LSTM || cell == CellKind.LSTM_COUPLED ? 2 : 1;
        return Collections.nCopies(parts, new Shape(1, sequences, hiddenSize));
    }

    @Override
    public NDList run(int layer, NDArray inputs, NDList state, NDList tensors) {
        NDArray inputKernel = uncoupled(tensors.get(INPUT_KERNEL));
        NDArray recurrentKernel = uncoupled(tensors.get(RECURRENT_KERNEL));
        NDArray bias = uncoupled(tensors.get(BIAS));
        NDList weights = new NDList(inputKernel, recurrentKernel, bias, secondBias(tensors, bias));
        return switch (cell) {
            case RNN ->
                inputs.getNDArrayInternal()
                        .rnn(inputs, state.head(), weights, true, 1, RNN.Activation.TANH, 0, true, false, true);
            case GRU -> inputs.getNDArrayInternal().gru(inputs, state.head(), weights, true, 1, 0, true, false, true);
            default -> inputs.getNDArrayInternal().lstm(inputs, state, weights, true, 1, 0, true, false, true);
        };
    }

    /** Blocks f, g, o become −f, f, g, o, which are PyTorch's i, f, g, o. */
    private NDArray uncoupled(NDArray tensor) {
        if (cell != CellKind.LSTM_COUPLED) {
            return tensor;
        }
        NDArray forget = tensor.split(new long[] {hiddenSize}, 0).get(TensorLayout.COUPLED_FORGET_GATE);
        return NDArrays.concat(new NDList(forget.neg(), tensor), 0);
    }

    private NDArray secondBias(NDList tensors, NDArray bias) {
        if (cell != CellKind.GRU) {
            return bias.getManager().zeros(bias.getShape());
        }
        NDArray gates = bias.getManager().zeros(new Shape((long) TensorLayout.GRU_CANDIDATE * hiddenSize));
        return NDArrays.concat(new NDList(gates, tensors.get(RECURRENT_BIAS)), 0);
    }
}
