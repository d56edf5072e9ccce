package io.surprisal.deploy.bench.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.surprisal.model.TensorLayout;
import io.surprisal.trainer.train.network.PyTorch;
import io.surprisal.trainer.train.network.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * The network as DJL's documentation has one train: an LSTM block, a linear head, the likelihood of the mixture, Adam. All
 * segments are tensors before the first epoch; no validation, no checkpoint, no clipping of the gradient.
 */
final class PlainTraining implements AutoCloseable {

    private static final int MIXTURE = TensorLayout.MIXTURE;
    private static final int HORIZONS = TensorLayout.HORIZONS;
    private static final double HALF_BIN = 0.02;
    private static final float SMALLEST_LOG_SCALE = -5;
    private static final float LARGEST_LOG_SCALE = 2;
    private static final float RATE = 1e-2f;

    private final Engine engine = PyTorch.engine();
    private final NDManager manager = engine.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);
    private final LSTM lstm;
    private final Linear head =
            Linear.builder().setUnits(TensorLayout.HEAD_ROWS).build();
    private final Optimizer adam =
            Optimizer.adam().optLearningRateTracker(Tracker.fixed(RATE)).build();
    private final List<List<NDList>> batches = new ArrayList<>();
    private final int units;
    private double loss;

    /**
     * A training of segments that are given.
     *
     * @param batches the segments of each batch, in order
     * @param units H
     */
    PlainTraining(List<List<Segment>> batches, int units) {
        this.units = units;
        Segment any = batches.get(0).get(0);
        lstm = LSTM.builder()
                .setNumLayers(1)
                .setStateSize(units)
                .optBatchFirst(true)
                .optReturnState(true)
                .build();
        lstm.initialize(manager, DataType.FLOAT32, new Shape(any.sequences(), any.rows(), any.inputSize()));
        head.initialize(
                manager, DataType.FLOAT32, new Shape((long) any.sequences() * any.rows(), units + any.inputSize()));
        for (List<Segment> batch : batches) {
            this.batches.add(batch.stream().map(this::tensors).toList());
        }
    }

    private NDList tensors(Segment segment) {
        long rows = (long) segment.sequences() * segment.rows();
        return new NDList(
                manager.create(segment.inputs(), new Shape(segment.sequences(), segment.rows(), segment.inputSize())),
                manager.create(segment.targets(), new Shape(rows, HORIZONS, 1)),
                manager.create(segment.weights(), new Shape(rows, HORIZONS)));
    }

    /** One epoch; says what its last update's loss was. */
    double epoch() {
        for (List<NDList> batch : batches) {
            long sequences = batch.get(0).head().getShape().get(0);
            try (NDManager carried = manager.newSubManager()) {
                NDList state = new NDList(
                        carried.zeros(new Shape(1, sequences, units)), carried.zeros(new Shape(1, sequences, units)));
                for (NDList segment : batch) {
                    state = update(segment, state, carried);
                }
            }
        }
        return loss;
    }

    private NDList update(NDList segment, NDList state, NDManager carried) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            NDArray inputs = segment.get(0).duplicate();
            inputs.attach(scope);
            NDList out = lstm.forward(store, new NDList(inputs, state.get(0), state.get(1)), true);
            NDArray features = out.head()
                    .concat(inputs, 2)
                    .reshape(-1, units + inputs.getShape().get(2));
            NDArray parts =
                    head.forward(store, new NDList(features), true).head().reshape(-1, HORIZONS, 3L * MIXTURE);
            NDArray likelihood = logLikelihood(parts, segment.get(1));
            NDArray weights = segment.get(2);
            NDArray result = likelihood
                    .mul(weights)
                    .sum(new int[] {0})
                    .div(weights.sum(new int[] {0}).add(1))
                    .sum()
                    .neg();
            collector.backward(result);
            loss = result.getFloat();
            step(lstm.getParameters().values());
            step(head.getParameters().values());
            NDArray hidden = out.get(1).stopGradient();
            NDArray cell = out.get(2).stopGradient();
            hidden.attach(carried);
            cell.attach(carried);
            NDList next = new NDList(hidden, cell);
            out.attach(scope);
            return next;
        }
    }

    private static NDArray logLikelihood(NDArray parts, NDArray targets) {
        NDList split = parts.split(3, 2);
        NDArray inverse =
                split.get(2).clip(SMALLEST_LOG_SCALE, LARGEST_LOG_SCALE).neg().exp();
        NDArray centre = targets.sub(split.get(1)).mul(inverse);
        NDArray half = inverse.mul(HALF_BIN);
        NDArray upper = centre.add(half).neg().getNDArrayInternal().softPlus();
        NDArray lower = centre.sub(half).getNDArrayInternal().softPlus();
        NDArray width = half.mul(-2).exp().neg().add(1).log();
        NDArray joint = split.get(0).logSoftmax(-1).add(width).sub(upper).sub(lower);
        NDArray largest = joint.max(new int[] {-1}, true).stopGradient();
        return joint.sub(largest).exp().sum(new int[] {-1}).log().add(largest.squeeze(-1));
    }

    private void step(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            NDArray array = parameter.getArray();
            adam.update(parameter.getId(), array, array.getGradient());
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
