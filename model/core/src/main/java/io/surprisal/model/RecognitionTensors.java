package io.surprisal.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the tensors of a head for recognition must be beyond their sizes. */
public final class RecognitionTensors {

    private static final int PART_MASK = 0xffff;

    private RecognitionTensors() {}

    /** The hash of the names of kinds as the head's tensors have it: 64 bits in four numbers, the lowest 16 first. */
    public static float[] hash(List<String> kinds) {
        long hash = ModelSpec.featureSetHash(kinds);
        float[] parts = new float[TensorLayout.RECOGNITION_HASH_PARTS];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = hash >>> (Short.SIZE * part) & PART_MASK;
        }
        return parts;
    }

    /**
     * Checks a model's tensors.
     *
     * @throws InvalidModelException if they are not those of these kinds, or out of range
     */
    static void check(ModelSpec spec, Map<String, float[]> tensors) {
        if (!Arrays.equals(tensor(tensors, TensorLayout.RECOGNITION_KINDS), hash(spec.kinds()))) {
            throw new InvalidModelException(
                    "kinds must be those that the weights were made for, which their hash in tensor "
                            + TensorLayout.RECOGNITION_KINDS + " denies: kinds=" + spec.kinds());
        }
        float[] scale = tensor(tensors, TensorLayout.RECOGNITION_INPUTS);
        for (int index = scale.length / 2; index < scale.length; index++) {
            if (!(scale[index] > 0)) {
                throw new InvalidModelException("tensor " + TensorLayout.RECOGNITION_INPUTS
                        + " must have deviations above 0: value " + index + " is " + scale[index]);
            }
        }
        float threshold = tensor(tensors, TensorLayout.RECOGNITION_THRESHOLD)[0];
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new InvalidModelException(
                    "tensor " + TensorLayout.RECOGNITION_THRESHOLD + " must be 0 to 1: threshold=" + threshold);
        }
    }

    private static float[] tensor(Map<String, float[]> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
