package io.surprisal.trainer.train.network;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that training changes, all of {@link TensorLayout} but the calibration, as one flat array in the layout's
 * order. The optimiser sees numbers, the network sees tensors.
 */
public final class NetworkParameters {

    /** A scale below that of the LSTM's kernels, so that the first forecasts are near their offsets. */
    private static final float HEAD_SCALE = 0.3f;
    /** Gates that forget less at first let gradients through. */
    private static final float FORGET_BIAS = 1;

    private static final int NO_BLOCK = -1;
    /** Logits, means and log scales of the mixture at the start: one broad, one middling, one narrow. */
    private static final float[] HEAD_BIAS_OF_A_HORIZON = {1, 0, -1, 0, 0, 0, -2, -1, 0};

    private final ModelSpec spec;
    private final List<TensorShape> shapes;
    private final float[] values;

    private NetworkParameters(ModelSpec spec, float[] values) {
        this.spec = spec;
        this.shapes = trained(spec);
        this.values = values;
        int expected = shapes.stream().mapToInt(TensorShape::size).sum();
        if (values.length != expected) {
            throw new IllegalArgumentException("parameters must be " + expected + " values: length=" + values.length);
        }
    }

    private static List<TensorShape> trained(ModelSpec spec) {
        return TensorLayout.of(spec).tensors().stream()
                .filter(shape -> !shape.name().startsWith("calibration."))
                .toList();
    }

    /**
     * Draws the start of a training: uniform within one over the square root of H, of a convolution within that of its
     * inputs, as PyTorch does.
     */
    public static NetworkParameters random(ModelSpec spec, RandomSource random) {
        NetworkParameters parameters = new NetworkParameters(
                spec,
                new float[trained(spec).stream().mapToInt(TensorShape::size).sum()]);
        int index = 0;
        for (TensorShape shape : parameters.shapes) {
            double limit = limit(spec, shape);
            for (int end = index + shape.size(); index < end; index++) {
                parameters.values[index] = (float) random.uniform(-limit, limit);
            }
        }
        for (int layer = 0; layer < spec.layers(); layer++) {
            parameters.openForgetGate(layer);
        }
        int headBias = parameters.offset(TensorLayout.HEAD_BIAS);
        for (int horizon = 0; horizon < TensorLayout.HORIZONS; horizon++) {
            int from = headBias + horizon * TensorLayout.HEAD_ROWS_PER_HORIZON;
            System.arraycopy(HEAD_BIAS_OF_A_HORIZON, 0, parameters.values, from, TensorLayout.HEAD_ROWS_PER_HORIZON);
        }
        return parameters;
    }

    private static double limit(ModelSpec spec, TensorShape shape) {
        if (shape.name().startsWith("head.")) {
            return HEAD_SCALE / Math.sqrt(spec.outputSize() + spec.inputSize());
        }
        boolean convolution = spec.cell() == CellKind.TDNN && shape.dimensions().size() > 1;
        return 1 / Math.sqrt(convolution ? (double) shape.size() / spec.hiddenSize() : spec.hiddenSize());
    }

    /** The bias of the gate that decides what of the past is kept. */
    private void openForgetGate(int layer) {
        int block = switch (spec.cell()) {
            case LSTM, LSTM_PEEPHOLE -> TensorLayout.FORGET_GATE;
            case LSTM_COUPLED -> TensorLayout.COUPLED_FORGET_GATE;
            case GRU -> TensorLayout.UPDATE_GATE;
            case RNN, TDNN -> NO_BLOCK;
        };
        if (block != NO_BLOCK) {
            int from = offset(TensorLayout.bias(layer)) + block * spec.hiddenSize();
            Arrays.fill(values, from, from + spec.hiddenSize(), FORGET_BIAS);
        }
    }

    /**
     * Starts from a trained network. Inputs that it does not have yet (covariates that it was not trained with) get
     * kernels of zero: the first forecasts are the old network's.
     *
     * @param trained a network of the same {@link NetworkShape}, whose inputs are the first of the new one's
     * @param spec the specification to train
     * @throws IllegalArgumentException if the shapes differ in more than inputs at the end
     */
    public static NetworkParameters from(ModelSnapshot trained, ModelSpec spec) {
        ModelSpec old = trained.spec();
        int more = spec.inputSize() - old.inputSize();
        if (!old.network().equals(spec.network()) || more < 0) {
            throw new IllegalArgumentException(
                    "network must continue one of equal cell, layers, hidden size and skip connections: found " + old
                            + " for " + spec);
        }
        NetworkParameters parameters = new NetworkParameters(
                spec,
                new float[trained(spec).stream().mapToInt(TensorShape::size).sum()]);
        int index = 0;
        for (TensorShape shape : parameters.shapes) {
            float[] source = trained.tensor(shape.name());
            int rows = shape.dimensions().get(0);
            int columns = source.length / rows;
            int stride = shape.size() / rows;
            for (int row = 0; row < rows; row++) {
                System.arraycopy(source, row * columns, parameters.values, index + row * stride, columns);
            }
            index += shape.size();
        }
        return parameters;
    }

    /** Parameters of other values, as an optimiser's step makes them; the array is copied. */
    public NetworkParameters with(float[] others) {
        return new NetworkParameters(spec, others.clone());
    }

    /** The specification. */
    public ModelSpec spec() {
        return spec;
    }

    /** All values in the layout's order; not a copy: whoever changes them changes these parameters. */
    public float[] values() {
        return values;
    }

    /** A copy of one tensor, row-major. */
    public float[] tensor(String name) {
        int from = offset(name);
        return Arrays.copyOfRange(values, from, from + size(name));
    }

    /** Copies of all tensors by name, in the layout's order. */
    public Map<String, float[]> tensors() {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : shapes) {
            tensors.put(shape.name(), tensor(shape.name()));
        }
        return tensors;
    }

    /** The index of a tensor's first value. */
    int offset(String name) {
        int offset = 0;
        for (TensorShape shape : shapes) {
            if (shape.name().equals(name)) {
                return offset;
            }
            offset += shape.size();
        }
        throw new IllegalArgumentException("tensor must be one of the network's: name=" + name);
    }

    private int size(String name) {
        return shapes.stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow()
                .size();
    }
}
