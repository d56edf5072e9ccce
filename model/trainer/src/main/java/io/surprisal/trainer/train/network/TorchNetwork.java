package io.surprisal.trainer.train.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.Skip;
import io.surprisal.model.TensorLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The detector's network in PyTorch: L layers of any kind, joined as the specification says, and a linear head on [the
 * network's output, inputs], with its loss and gradients.
 *
 * <p>Stateless: parameters, data and recurrent state go in and come out as plain arrays, so nothing native outlives a
 * call and memory stays flat. Not thread-safe.
 */
public final class TorchNetwork implements AutoCloseable {

    private static final int PARTS = 3; // logits, means, log scales

    private final ModelSpec spec;
    private final Unrolling unrolling;
    private final Engine engine;
    private final NDManager manager;

    /**
     * Loads PyTorch, which takes seconds the first time.
     *
     * @throws IllegalStateException if there is none for this machine
     */
    public TorchNetwork(ModelSpec spec) {
        this.spec = spec;
        this.unrolling = Unrolling.of(spec);
        this.engine = PyTorch.engine();
        this.manager = engine.newBaseManager();
    }

    /** Forward and backward: losses, gradient and the state after the segment, cut off from its history. */
    public SegmentResult learn(NetworkParameters parameters, Segment segment, RecurrentBatch before) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            Tensors tensors = new Tensors(scope, parameters);
            tensors.requireGradients();
            Outputs outputs = forward(scope, tensors, segment, before);
            double[] weights = weightsOf(segment);
            NDArray losses = losses(scope, outputs, segment, weights);
            collector.backward(losses.sum());
            return new SegmentResult(
                    toDoubles(losses), weights, tensors.gradient(parameters), outputs.recurrentState());
        }
    }

    /** Forward only: losses and the state after the segment. */
    public SegmentResult measure(NetworkParameters parameters, Segment segment, RecurrentBatch before) {
        try (NDManager scope = manager.newSubManager()) {
            Outputs outputs = forward(scope, new Tensors(scope, parameters), segment, before);
            double[] weights = weightsOf(segment);
            NDArray losses = losses(scope, outputs, segment, weights);
            return new SegmentResult(toDoubles(losses), weights, new float[0], outputs.recurrentState());
        }
    }

    /**
     * The head's outputs for every row, in the detector's order.
     *
     * @return [B × T × HEAD_ROWS]
     */
    public float[] head(NetworkParameters parameters, Segment segment, RecurrentBatch before) {
        try (NDManager scope = manager.newSubManager()) {
            Outputs outputs = forward(scope, new Tensors(scope, parameters), segment, before);
            NDArray parts = NDArrays.stack(new NDList(outputs.parts()), 2);
            return parts.toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private Outputs forward(NDManager scope, Tensors tensors, Segment segment, RecurrentBatch before) {
        int sequences = segment.sequences();
        NDArray inputs = scope.create(segment.inputs(), new Shape(sequences, segment.rows(), segment.inputSize()));
        NDArray stream = inputs;
        List<NDList> states = new ArrayList<>();
        for (int layer = 0; layer < spec.layers(); layer++) {
            NDList run = unrolling.run(layer, stream, state(scope, before, layer, sequences), tensors.layer(layer));
            stream = handedOn(layer, run.head(), stream);
            states.add(run.subNDList(1));
        }
        Skip skip = spec.network().skip();
        NDArray features = skip == Skip.CONCAT ? stream : stream.concat(inputs, 2);
        NDArray flat = features.reshape(-1, spec.outputSize() + segment.inputSize());
        List<NDArray> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            parts.add(flat.matMul(tensors.headWeight(part).transpose())
                    .add(tensors.headBias(part))
                    .reshape(-1, TensorLayout.HORIZONS, TensorLayout.MIXTURE));
        }
        return new Outputs(parts, states);
    }

    private NDList state(NDManager scope, RecurrentBatch before, int layer, int sequences) {
        NDList state = new NDList();
        List<Shape> shapes = unrolling.stateShapes(layer, sequences);
        for (int part = 0; part < shapes.size(); part++) {
            state.add(scope.create(before.layer(layer).get(part), shapes.get(part)));
        }
        return state;
    }

    private NDArray handedOn(int layer, NDArray hidden, NDArray input) {
        return switch (spec.network().skip()) {
            case NONE -> hidden;
            case IDENTITY -> layer == 0 ? hidden : hidden.add(input);
            case CONCAT -> hidden.concat(input, 2);
        };
    }

    /** The weighted mean loss of each horizon, [HORIZONS]; one is added to the weights' sum against empty segments. */
    private static NDArray losses(NDManager scope, Outputs outputs, Segment segment, double[] sums) {
        long rows = (long) segment.sequences() * segment.rows();
        NDArray targets = scope.create(segment.targets(), new Shape(rows, TensorLayout.HORIZONS, 1));
        NDArray weights = scope.create(segment.weights(), new Shape(rows, TensorLayout.HORIZONS));
        float[] shares = new float[TensorLayout.HORIZONS];
        for (int horizon = 0; horizon < shares.length; horizon++) {
            shares[horizon] = (float) (-1 / (sums[horizon] + 1));
        }
        List<NDArray> parts = outputs.parts();
        return MixtureLoss.logProbability(parts.get(0), parts.get(1), parts.get(2), targets)
                .mul(weights)
                .sum(new int[] {0})
                .mul(scope.create(shares));
    }

    private static double[] weightsOf(Segment segment) {
        double[] sums = new double[TensorLayout.HORIZONS];
        float[] weights = segment.weights();
        for (int index = 0; index < weights.length; index++) {
            sums[index % TensorLayout.HORIZONS] += weights[index];
        }
        return sums;
    }

    private static double[] toDoubles(NDArray losses) {
        float[] values = losses.toFloatArray();
        double[] doubles = new double[values.length];
        for (int index = 0; index < values.length; index++) {
            doubles[index] = values[index];
        }
        return doubles;
    }

    /** The head's parts, each [B·T × HORIZONS × MIXTURE], and of each layer the state after the last row. */
    private record Outputs(List<NDArray> parts, List<NDList> states) {

        RecurrentBatch recurrentState() {
            return new RecurrentBatch(states.stream()
                    .map(state -> state.stream().map(NDArray::toFloatArray).toList())
                    .toList());
        }
    }
}
