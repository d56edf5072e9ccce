package io.surprisal.trainer.train.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.surprisal.model.CellKind;
import io.surprisal.model.TensorLayout;
import java.util.Collections;
import java.util.List;

/** An LSTM with peepholes, which PyTorch has no call for: row by row. */
final class PeepholeUnrolling implements Unrolling {

    private static final int INPUT_KERNEL = 0;
    private static final int RECURRENT_KERNEL = 1;
    private static final int BIAS = 2;
    private static final int PEEPHOLE = 3;

    private final int hiddenSize;

    PeepholeUnrolling(int hiddenSize) {
        this.hiddenSize = hiddenSize;
    }

    @Override
    public List<Shape> stateShapes(int layer, int sequences) {
        return Collections.nCopies(2, new Shape(sequences, hiddenSize));
    }

    @Override
    public NDList run(int layer, NDArray inputs, NDList state, NDList tensors) {
        long rows = inputs.getShape().get(1);
        NDArray recurrentKernel = tensors.get(RECURRENT_KERNEL).transpose();
        NDList peepholes = tensors.get(PEEPHOLE).split(TensorLayout.PEEPHOLE_BLOCKS, 0);
        NDList fromInputs = inputs.matMul(tensors.get(INPUT_KERNEL).transpose())
                .add(tensors.get(BIAS))
                .split(rows, 1);
        NDArray hidden = state.get(0);
        NDArray cell = state.get(1);
        NDList outputs = new NDList();
        for (NDArray fromInput : fromInputs) {
            NDList sums =
                    fromInput.squeeze(1).add(hidden.matMul(recurrentKernel)).split(CellKind.LSTM_PEEPHOLE.blocks(), 1);
            NDArray write = sigmoid(sums.get(TensorLayout.INPUT_GATE), peepholes, TensorLayout.INPUT_PEEPHOLE, cell);
            NDArray keep = sigmoid(sums.get(TensorLayout.FORGET_GATE), peepholes, TensorLayout.FORGET_PEEPHOLE, cell);
            cell = keep.mul(cell).add(write.mul(sums.get(TensorLayout.CANDIDATE).tanh()));
            NDArray read = sigmoid(sums.get(TensorLayout.OUTPUT_GATE), peepholes, TensorLayout.OUTPUT_PEEPHOLE, cell);
            hidden = read.mul(cell.tanh());
            outputs.add(hidden);
        }
        return new NDList(NDArrays.stack(outputs, 1), hidden, cell);
    }

    private static NDArray sigmoid(NDArray sum, NDList peepholes, int block, NDArray cell) {
        return sum.add(peepholes.get(block).mul(cell)).getNDArrayInternal().sigmoid();
    }
}
