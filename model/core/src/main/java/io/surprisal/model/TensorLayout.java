package io.surprisal.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tensors a model has, in which order they stand in its weights, and the order of the gates within them. The one
 * place where this is stated.
 *
 * <pre>
 *   layer.K.input_kernel      [G·H × I_K]      U, on the layer's input; TDNN [H × I_K × kernel], the newest time step last
 *   layer.K.recurrent_kernel  [G·H × H]        W, on h_{t-1}; not in a TDNN
 *   layer.K.bias              [G·H]            b
 *   layer.K.peephole          [3H]             LSTM_PEEPHOLE only: p, on the memory cell
 *   layer.K.recurrent_bias    [H]              GRU only: added to W h of the candidate, inside of the reset gate
 *   head.weight               [27 × (O + I)]   on [the network's output, the network's inputs]
 *   head.bias                 [27]
 *   calibration.univariate    [8 × 2]          knots (s, A) of one feature's curve
 *   calibration.multivariate  [8 × 2]          knots (s, A) of several features' curve
 *   calibration.alerting      [2]              refractory rows, re-alert margin
 * </pre>
 *
 * <p>A model that recognizes K kinds of incident has, behind all these, the tensors of its head; R values go into it, the
 * network's output and {@value #RECOGNITION_STATISTICS} statistics of the alert:
 *
 * <pre>
 *   recognition.inputs         [2 × R]          means, then deviations of the R values, which are put on this scale first
 *   recognition.hidden.weight  [16 × R]         of the hidden layer, under tanh
 *   recognition.hidden.bias    [16]
 *   recognition.output.weight  [(K + 1) × 16]   the last row is "none of these"
 *   recognition.output.bias    [K + 1]
 *   recognition.threshold      [1]              the least probability at which a kind is named
 *   recognition.kinds          [4]              the names' hash in four numbers of 16 bits, so that the SHA-256 covers them
 * </pre>
 *
 * <p>Layers count from 0; I_K and O follow from {@link NetworkShape}. Gates are stacked by blocks of H rows, G of them:
 *
 * <pre>
 *   LSTM, LSTM_PEEPHOLE   input, forget, candidate, output gate   (PyTorch's i, f, g, o)
 *   peephole              input, forget, output gate
 *   LSTM_COUPLED          forget, candidate, output gate
 *   GRU                   reset, update gate, candidate           (PyTorch's r, z, n)
 *   RNN, TDNN             one block
 * </pre>
 *
 * <p>The head's rows are nine for each horizon (1, 24, 96 rows ahead): three logits of the mixture's weights, three means,
 * three log scales.
 */
public final class TensorLayout {

    /** Block of the input (write) gate among the 4H rows of an LSTM layer's tensors. */
    public static final int INPUT_GATE = 0;

    /** Block of the forget gate among the 4H rows of an LSTM layer's tensors. */
    public static final int FORGET_GATE = 1;

    /** Block of the memory cell candidate among the 4H rows of an LSTM layer's tensors. */
    public static final int CANDIDATE = 2;

    /** Block of the output (read) gate among the 4H rows of an LSTM layer's tensors. */
    public static final int OUTPUT_GATE = 3;

    /** Block of the forget gate among the 3H rows of a layer with coupled gates. */
    public static final int COUPLED_FORGET_GATE = 0;

    /** Block of the memory cell candidate among the 3H rows of a layer with coupled gates. */
    public static final int COUPLED_CANDIDATE = 1;

    /** Block of the output (read) gate among the 3H rows of a layer with coupled gates. */
    public static final int COUPLED_OUTPUT_GATE = 2;

    /** Block of the input gate among the 3H peepholes. */
    public static final int INPUT_PEEPHOLE = 0;

    /** Block of the forget gate among the 3H peepholes. */
    public static final int FORGET_PEEPHOLE = 1;

    /** Block of the output gate among the 3H peepholes. */
    public static final int OUTPUT_PEEPHOLE = 2;

    /** Blocks of peepholes. */
    public static final int PEEPHOLE_BLOCKS = 3;

    /** Block of the reset gate among the 3H rows of a GRU layer's tensors. */
    public static final int RESET_GATE = 0;

    /** Block of the update gate among the 3H rows of a GRU layer's tensors. */
    public static final int UPDATE_GATE = 1;

    /** Block of the candidate among the 3H rows of a GRU layer's tensors. */
    public static final int GRU_CANDIDATE = 2;

    /** Horizons that the head forecasts. */
    public static final int HORIZONS = 3;

    /** Logistic distributions in the mixture of each horizon. */
    public static final int MIXTURE = 3;

    /** Rows of the head for one horizon: weights, means and log scales of the mixture. */
    public static final int HEAD_ROWS_PER_HORIZON = 3 * MIXTURE;

    /** Rows of the head. */
    public static final int HEAD_ROWS = HORIZONS * HEAD_ROWS_PER_HORIZON;

    /** Knots of each calibration curve. */
    public static final int CURVE_KNOTS = 8;

    /** Name of the head's weights. */
    public static final String HEAD_WEIGHT = "head.weight";

    /** Name of the head's bias. */
    public static final String HEAD_BIAS = "head.bias";

    /** Name of the knots of one feature's calibration curve. */
    public static final String CALIBRATION_UNIVARIATE = "calibration.univariate";

    /** Name of the knots of several features' calibration curve. */
    public static final String CALIBRATION_MULTIVARIATE = "calibration.multivariate";

    /** Name of the refractory length and the re-alert margin. */
    public static final String CALIBRATION_ALERTING = "calibration.alerting";

    /** What the tensors of a head for recognition begin with. */
    public static final String RECOGNITION = "recognition.";

    /** Name of the means and deviations of a head's inputs. */
    public static final String RECOGNITION_INPUTS = "recognition.inputs";

    /** Name of the weights of a head's hidden layer. */
    public static final String RECOGNITION_HIDDEN_WEIGHT = "recognition.hidden.weight";

    /** Name of the bias of a head's hidden layer. */
    public static final String RECOGNITION_HIDDEN_BIAS = "recognition.hidden.bias";

    /** Name of the weights of a head's output. */
    public static final String RECOGNITION_OUTPUT_WEIGHT = "recognition.output.weight";

    /** Name of the bias of a head's output. */
    public static final String RECOGNITION_OUTPUT_BIAS = "recognition.output.bias";

    /** Name of the least probability at which a kind is named. */
    public static final String RECOGNITION_THRESHOLD = "recognition.threshold";

    /** Name of the hash of a head's kinds. */
    public static final String RECOGNITION_KINDS = "recognition.kinds";

    /** Statistics of an alert that a head reads beside the network's output. */
    public static final int RECOGNITION_STATISTICS = 31;

    /** Units of a head's hidden layer. */
    public static final int RECOGNITION_UNITS = 16;

    /** Numbers that the hash of the kinds is kept in. */
    public static final int RECOGNITION_HASH_PARTS = 4;

    private final List<TensorShape> tensors;
    private final int floats;

    private TensorLayout(List<TensorShape> tensors) {
        this.tensors = List.copyOf(tensors);
        this.floats = tensors.stream().mapToInt(TensorShape::size).reduce(0, Math::addExact);
    }

    /** The layout of every model of this specification. */
    public static TensorLayout of(ModelSpec spec) {
        List<TensorShape> tensors = new ArrayList<>();
        for (int layer = 0; layer < spec.layers(); layer++) {
            tensors.addAll(layer(spec, layer));
        }
        tensors.add(TensorShape.of(HEAD_WEIGHT, HEAD_ROWS, spec.outputSize() + spec.inputSize()));
        tensors.add(TensorShape.of(HEAD_BIAS, HEAD_ROWS));
        tensors.add(TensorShape.of(CALIBRATION_UNIVARIATE, CURVE_KNOTS, 2));
        tensors.add(TensorShape.of(CALIBRATION_MULTIVARIATE, CURVE_KNOTS, 2));
        tensors.add(TensorShape.of(CALIBRATION_ALERTING, 2));
        if (spec.recognizes()) {
            tensors.addAll(recognition(spec));
        }
        return new TensorLayout(tensors);
    }

    /** The tensors of the head for recognition in the order in which they are stored. */
    public static List<TensorShape> recognition(ModelSpec spec) {
        int inputs = recognitionInputs(spec);
        int outputs = spec.kinds().size() + 1;
        return List.of(
                TensorShape.of(RECOGNITION_INPUTS, 2, inputs),
                TensorShape.of(RECOGNITION_HIDDEN_WEIGHT, RECOGNITION_UNITS, inputs),
                TensorShape.of(RECOGNITION_HIDDEN_BIAS, RECOGNITION_UNITS),
                TensorShape.of(RECOGNITION_OUTPUT_WEIGHT, outputs, RECOGNITION_UNITS),
                TensorShape.of(RECOGNITION_OUTPUT_BIAS, outputs),
                TensorShape.of(RECOGNITION_THRESHOLD, 1),
                TensorShape.of(RECOGNITION_KINDS, RECOGNITION_HASH_PARTS));
    }

    /** R, values that go into a head for recognition: the network's output, then the alert's statistics. */
    public static int recognitionInputs(ModelSpec spec) {
        return spec.outputSize() + RECOGNITION_STATISTICS;
    }

    /** The tensors of one layer in the order in which they are stored; layers count from 0. */
    public static List<TensorShape> layer(ModelSpec spec, int layer) {
        int hidden = spec.hiddenSize();
        int rows = spec.cell().blocks() * hidden;
        int inputs = spec.inputSize(layer);
        List<TensorShape> tensors = new ArrayList<>();
        if (spec.cell() == CellKind.TDNN) {
            tensors.add(TensorShape.of(
                    inputKernel(layer), rows, inputs, spec.network().kernelSize()));
            tensors.add(TensorShape.of(bias(layer), rows));
            return tensors;
        }
        tensors.add(TensorShape.of(inputKernel(layer), rows, inputs));
        tensors.add(TensorShape.of(recurrentKernel(layer), rows, hidden));
        tensors.add(TensorShape.of(bias(layer), rows));
        if (spec.cell() == CellKind.LSTM_PEEPHOLE) {
            tensors.add(TensorShape.of(peephole(layer), PEEPHOLE_BLOCKS * hidden));
        }
        if (spec.cell() == CellKind.GRU) {
            tensors.add(TensorShape.of(recurrentBias(layer), hidden));
        }
        return tensors;
    }

    /** Name of a layer's input kernel; layers count from 0. */
    public static String inputKernel(int layer) {
        return "layer." + layer + ".input_kernel";
    }

    /** Name of a layer's recurrent kernel; layers count from 0. */
    public static String recurrentKernel(int layer) {
        return "layer." + layer + ".recurrent_kernel";
    }

    /** Name of a layer's bias; layers count from 0. */
    public static String bias(int layer) {
        return "layer." + layer + ".bias";
    }

    /** Name of the peepholes of a layer of {@link CellKind#LSTM_PEEPHOLE}; layers count from 0. */
    public static String peephole(int layer) {
        return "layer." + layer + ".peephole";
    }

    /** Name of the bias inside of the reset gate of a layer of {@link CellKind#GRU}; layers count from 0. */
    public static String recurrentBias(int layer) {
        return "layer." + layer + ".recurrent_bias";
    }

    /** All tensors in the order in which they are stored. */
    public List<TensorShape> tensors() {
        return tensors;
    }

    /** The number of values of all tensors together. */
    public int floats() {
        return floats;
    }
}
