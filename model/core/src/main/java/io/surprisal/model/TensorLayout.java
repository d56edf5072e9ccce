package io.surprisal.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tensors a model has, in which order they stand in its weights, and the order of the gates within them. The one
 * place where this is stated.
 *
 * <pre>
 *   layer.K.input_kernel      [4H × I]         U, on x_t; I = H of the layer below from the second layer on
 *   layer.K.recurrent_kernel  [4H × H]         W, on h_{t-1}
 *   layer.K.bias              [4H]             b
 *   head.weight               [27 × (H + I)]   on [h of the last layer, the network's inputs]
 *   head.bias                 [27]
 *   calibration.univariate    [8 × 2]          knots (s, A) of one feature's curve
 *   calibration.multivariate  [8 × 2]          knots (s, A) of several features' curve
 *   calibration.alerting      [2]              refractory rows, re-alert margin
 * </pre>
 *
 * <p>Layers count from 0. Gates are stacked by blocks of H rows: input, forget, candidate, output. The head's rows are
 * nine for each horizon (1, 24, 96 rows ahead): three logits of the mixture's weights, three means, three log scales.
 */
public final class TensorLayout {

    /** Block of the input (write) gate among the 4H rows of a layer's tensors. */
    public static final int INPUT_GATE = 0;

    /** Block of the forget gate. */
    public static final int FORGET_GATE = 1;

    /** Block of the memory cell candidate. */
    public static final int CANDIDATE = 2;

    /** Block of the output (read) gate. */
    public static final int OUTPUT_GATE = 3;

    /** Blocks of an LSTM layer's tensors. */
    public static final int LSTM_BLOCKS = 4;

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

    private final List<TensorShape> tensors;
    private final int floats;

    private TensorLayout(List<TensorShape> tensors) {
        this.tensors = List.copyOf(tensors);
        this.floats = tensors.stream().mapToInt(TensorShape::size).reduce(0, Math::addExact);
    }

    /** The layout of every model of this specification. */
    public static TensorLayout of(ModelSpec spec) {
        List<TensorShape> tensors = new ArrayList<>();
        int hidden = spec.hiddenSize();
        for (int layer = 0; layer < spec.layers(); layer++) {
            int inputs = layer == 0 ? spec.inputSize() : hidden;
            tensors.add(TensorShape.of(inputKernel(layer), LSTM_BLOCKS * hidden, inputs));
            tensors.add(TensorShape.of(recurrentKernel(layer), LSTM_BLOCKS * hidden, hidden));
            tensors.add(TensorShape.of(bias(layer), LSTM_BLOCKS * hidden));
        }
        tensors.add(TensorShape.of(HEAD_WEIGHT, HEAD_ROWS, hidden + spec.inputSize()));
        tensors.add(TensorShape.of(HEAD_BIAS, HEAD_ROWS));
        tensors.add(TensorShape.of(CALIBRATION_UNIVARIATE, CURVE_KNOTS, 2));
        tensors.add(TensorShape.of(CALIBRATION_MULTIVARIATE, CURVE_KNOTS, 2));
        tensors.add(TensorShape.of(CALIBRATION_ALERTING, 2));
        return new TensorLayout(tensors);
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

    /** All tensors in the order in which they are stored. */
    public List<TensorShape> tensors() {
        return tensors;
    }

    /** The number of values of all tensors together. */
    public int floats() {
        return floats;
    }
}
