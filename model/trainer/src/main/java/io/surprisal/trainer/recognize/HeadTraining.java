package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.RecognitionTensors;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.VersionChange;
import io.surprisal.model.recognition.RecognitionHead;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a head for a model. Its inputs are put on the scale of the examples, then {@link Lbfgs} minimises {@link HeadLoss}. Kinds
 * count by the root of how often they are, so that a rare one is not passed over; a real series' alert counts as two of a made-up
 * one's. Same examples and seed, same bits.
 */
final class HeadTraining {

    private static final int ITERATIONS = 300;
    private static final double TOLERANCE = 1e-5;
    private static final double DECAY = 3e-3;
    private static final double REAL_WEIGHT = 2;
    private static final double DEVIATION_FLOOR = 1e-3;
    private static final long STREAM = 7_001;

    private final ModelSnapshot model;
    private final ModelSpec spec;
    private final long seed;
    private final InputsRead read;

    /**
     * A training.
     *
     * @param model without regard to a head that it has
     * @param kinds that the head is to know
     * @param read which inputs
     */
    HeadTraining(ModelSnapshot model, List<String> kinds, long seed, InputsRead read) {
        this.model = model;
        ModelSpec old = model.spec();
        this.spec = new ModelSpec(old.network(), old.features(), old.covariates(), VersionChange.KEEP, kinds);
        this.seed = seed;
        this.read = read;
    }

    /**
     * Trains a head.
     *
     * @param threshold the least probability at which it names a kind
     * @return the model with it, which keeps the states of the one that it was made from
     */
    ModelSnapshot train(List<AlertExample> examples, float threshold) {
        float[] scale = scale(examples);
        double[][] inputs = new double[examples.size()][];
        int[] kinds = new int[examples.size()];
        for (int example = 0; example < inputs.length; example++) {
            inputs[example] = scaled(examples.get(example).inputs(), scale);
            kinds[example] = output(examples.get(example));
        }
        int outputs = spec.kinds().size() + 1;
        HeadLoss loss = new HeadLoss(
                inputs, kinds, weights(examples, kinds, outputs), TensorLayout.RECOGNITION_UNITS, outputs, DECAY);
        double[] point = new Lbfgs(ITERATIONS, TOLERANCE).minimise(loss, start(outputs));
        return model.withHead(
                model.identity().version(),
                Optional.of(model.identity().sha256()),
                spec,
                tensors(point, scale, threshold));
    }

    /** The place of an example's kind among the outputs; the last is for none of the kinds. */
    private int output(AlertExample example) {
        int kind = spec.kinds().indexOf(example.kind());
        return kind < 0 ? spec.kinds().size() : kind;
    }

    /** Means, then deviations, [2 × R]. */
    private float[] scale(List<AlertExample> examples) {
        int size = TensorLayout.recognitionInputs(spec);
        float[] scale = new float[2 * size];
        for (int input = 0; input < size; input++) {
            double mean = 0;
            double squares = 0;
            int count = 0;
            for (AlertExample example : examples) {
                count++;
                double distance = example.inputs()[input] - mean;
                mean += distance / count;
                squares += distance * (example.inputs()[input] - mean);
            }
            scale[input] = (float) mean;
            scale[size + input] = (float) Math.max(Math.sqrt(squares / Math.max(1, count)), DEVIATION_FLOOR);
        }
        return scale;
    }

    private double[] scaled(float[] inputs, float[] scale) {
        double[] scaled = new double[inputs.length];
        for (int input = 0; input < inputs.length; input++) {
            float distance = (inputs[input] - scale[input]) / scale[inputs.length + input];
            float limited = Math.min(Math.max(distance, -RecognitionHead.FARTHEST), RecognitionHead.FARTHEST);
            scaled[input] = read.reads(input, spec) ? limited : 0;
        }
        return scaled;
    }

    private static double[] weights(List<AlertExample> examples, int[] kinds, int outputs) {
        int[] counts = new int[outputs];
        for (int kind : kinds) {
            counts[kind]++;
        }
        double[] weights = new double[kinds.length];
        double sum = 0;
        for (int example = 0; example < weights.length; example++) {
            weights[example] = (examples.get(example).isMadeUp() ? 1 : REAL_WEIGHT) / Math.sqrt(counts[kinds[example]]);
            sum += weights[example];
        }
        for (int example = 0; example < weights.length; example++) {
            weights[example] /= sum;
        }
        return weights;
    }

    private double[] start(int outputs) {
        int inputs = TensorLayout.recognitionInputs(spec);
        int units = TensorLayout.RECOGNITION_UNITS;
        RandomSource random = new RandomSource(seed, STREAM);
        double[] start = new double[HeadLoss.size(inputs, units, outputs)];
        for (int index = 0; index < start.length; index++) {
            start[index] = random.normal() / Math.sqrt(index < units * (inputs + 1) ? inputs : units);
        }
        return start;
    }

    private Map<String, float[]> tensors(double[] point, float[] scale, float threshold) {
        int inputs = TensorLayout.recognitionInputs(spec);
        int units = TensorLayout.RECOGNITION_UNITS;
        int outputs = spec.kinds().size() + 1;
        int second = units * (inputs + 1);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put(TensorLayout.RECOGNITION_INPUTS, scale);
        float[] hidden = weights(point, 0, units, inputs);
        for (int index = 0; index < hidden.length; index++) {
            hidden[index] = read.reads(index % inputs, spec) ? hidden[index] : 0;
        }
        tensors.put(TensorLayout.RECOGNITION_HIDDEN_WEIGHT, hidden);
        tensors.put(TensorLayout.RECOGNITION_HIDDEN_BIAS, biases(point, 0, units, inputs));
        tensors.put(TensorLayout.RECOGNITION_OUTPUT_WEIGHT, weights(point, second, outputs, units));
        tensors.put(TensorLayout.RECOGNITION_OUTPUT_BIAS, biases(point, second, outputs, units));
        tensors.put(TensorLayout.RECOGNITION_THRESHOLD, new float[] {threshold});
        tensors.put(TensorLayout.RECOGNITION_KINDS, RecognitionTensors.hash(spec.kinds()));
        return tensors;
    }

    private static float[] weights(double[] point, int from, int rows, int width) {
        float[] weights = new float[rows * width];
        for (int index = 0; index < weights.length; index++) {
            weights[index] = (float) point[from + index / width * (width + 1) + index % width];
        }
        return weights;
    }

    private static float[] biases(double[] point, int from, int rows, int width) {
        float[] biases = new float[rows];
        for (int row = 0; row < rows; row++) {
            biases[row] = (float) point[from + row * (width + 1) + width];
        }
        return biases;
    }
}
