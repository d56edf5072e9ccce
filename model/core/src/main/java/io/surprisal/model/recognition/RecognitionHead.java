package io.surprisal.model.recognition;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.math.Activations;
import io.surprisal.model.math.Functions;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model's head that names the kind of incident which an alert belongs to. It is asked for alerts alone, and no score depends
 * on it.
 *
 * <pre>
 *   z = (x − mean) / deviation, within ±4        x: the network's output and statistics of the alert
 *   a = tanh(W z + b)
 *   p = softmax(V a + d)                         the last of them is "none of these"
 * </pre>
 *
 * <p>The likeliest kind is named if it is likelier than "none of these" and p reaches the threshold. Sums are in double, in the
 * order of the inputs, so that the same alert has the same name and probability everywhere. Immutable, safe for use by several
 * threads.
 */
public final class RecognitionHead {

    /** Inputs farther from their mean, in deviations, count as this far: one odd value must not decide alone. */
    public static final float FARTHEST = 4;

    private final List<String> kinds;
    private final int inputSize;
    private final float[] scale; // [2 × R]
    private final float[] hiddenWeight; // W, [16 × R]
    private final float[] hiddenBias; // b, [16]
    private final float[] outputWeight; // V, [(K + 1) × 16]
    private final float[] outputBias; // d, [K + 1]
    private final double threshold;

    private RecognitionHead(List<String> kinds, int inputSize, Map<String, float[]> tensors) {
        this.kinds = kinds;
        this.inputSize = inputSize;
        this.scale = tensor(tensors, TensorLayout.RECOGNITION_INPUTS);
        this.hiddenWeight = tensor(tensors, TensorLayout.RECOGNITION_HIDDEN_WEIGHT);
        this.hiddenBias = tensor(tensors, TensorLayout.RECOGNITION_HIDDEN_BIAS);
        this.outputWeight = tensor(tensors, TensorLayout.RECOGNITION_OUTPUT_WEIGHT);
        this.outputBias = tensor(tensors, TensorLayout.RECOGNITION_OUTPUT_BIAS);
        this.threshold = tensor(tensors, TensorLayout.RECOGNITION_THRESHOLD)[0];
    }

    /**
     * A model's head.
     *
     * @throws IllegalArgumentException if it has none, see {@link ModelSpec#recognizes}
     */
    public static RecognitionHead of(ModelSnapshot model) {
        return new RecognitionHead(
                model.spec().kinds(), TensorLayout.recognitionInputs(model.spec()), model.recognitionTensors());
    }

    /** The kinds that it knows. */
    public List<String> kinds() {
        return kinds;
    }

    /** The least probability at which a kind is named. */
    public double threshold() {
        return threshold;
    }

    /**
     * The probabilities of all kinds, and of none of these, which is the last.
     *
     * @param inputs x, [R]
     * @return [K + 1], a new array
     */
    public double[] probabilities(float[] inputs) {
        if (inputs.length != inputSize) {
            throw new IllegalArgumentException(
                    "inputs must have R values: R=" + inputSize + ", length=" + inputs.length);
        }
        float[] activations = new float[hiddenBias.length];
        for (int unit = 0; unit < activations.length; unit++) {
            double sum = hiddenBias[unit];
            for (int index = 0; index < inputSize; index++) {
                sum += (double) hiddenWeight[unit * inputSize + index] * scaled(inputs, index);
            }
            activations[unit] = Activations.tanh((float) sum);
        }
        double[] sums = new double[outputBias.length];
        for (int output = 0; output < sums.length; output++) {
            sums[output] = outputBias[output];
            for (int unit = 0; unit < activations.length; unit++) {
                sums[output] += (double) outputWeight[output * activations.length + unit] * activations[unit];
            }
        }
        return softmax(sums);
    }

    /** What an alert is recognized as. */
    public Recognition recognize(float[] inputs) {
        return named(probabilities(inputs));
    }

    /** What these probabilities, [K + 1], say. */
    private Recognition named(double[] probabilities) {
        int none = kinds.size();
        int best = 0;
        for (int kind = 1; kind < none; kind++) {
            if (probabilities[kind] > probabilities[best]) {
                best = kind;
            }
        }
        double probability = probabilities[best];
        return probability >= threshold && probability > probabilities[none]
                ? new Recognition(kinds.get(best), probability)
                : new Recognition(Recognition.NONE_OF_THESE, 1 - probability);
    }

    private float scaled(float[] inputs, int index) {
        float distance = (inputs[index] - scale[index]) / scale[inputSize + index];
        return Math.min(Math.max(distance, -FARTHEST), FARTHEST);
    }

    private static double[] softmax(double[] values) {
        double largest = values[0];
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (int index = 0; index < values.length; index++) {
            values[index] = Functions.exp(values[index] - largest);
            sum += values[index];
        }
        for (int index = 0; index < values.length; index++) {
            values[index] /= sum;
        }
        return values;
    }

    private static float[] tensor(Map<String, float[]> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
