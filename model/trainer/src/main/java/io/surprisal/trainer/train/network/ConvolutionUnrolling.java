package io.surprisal.trainer.train.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import java.util.List;

/**
 * A time-delay layer: a dilated convolution over the rows, with the last inputs of the segment before in front, so that it
 * sees no row after the one that it is for. It carries these inputs on, the oldest first.
 */
final class ConvolutionUnrolling implements Unrolling {

    private static final int INPUT_KERNEL = 0;
    private static final int BIAS = 1;
    private static final Shape ONE = new Shape(1);
    private static final Shape NO_PADDING = new Shape(0);

    private final ModelSpec spec;
    private final NetworkShape network;

    ConvolutionUnrolling(ModelSpec spec) {
        this.spec = spec;
        this.network = spec.network();
    }

    @Override
    public List<Shape> stateShapes(int layer, int sequences) {
        return List.of(new Shape(sequences, network.ringLength(layer), spec.inputSize(layer)));
    }

    @Override
    public NDList run(int layer, NDArray inputs, NDList state, NDList tensors) {
        NDArray rows = state.head().concat(inputs, 1);
        NDArray sums = rows.transpose(0, 2, 1)
                .getNDArrayInternal()
                .convolution(
                        rows.transpose(0, 2, 1),
                        tensors.get(INPUT_KERNEL),
                        tensors.get(BIAS),
                        ONE,
                        NO_PADDING,
                        new Shape(network.dilation(layer)),
                        1)
                .head();
        NDArray last = rows.split(new long[] {inputs.getShape().get(1)}, 1).get(1);
        return new NDList(sums.transpose(0, 2, 1).tanh(), last);
    }
}
