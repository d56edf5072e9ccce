package io.surprisal.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is learned: one version of a model with all its tensors, checked and never changed. Safe for use by several
 * threads. Equal if identity and specification are.
 */
public final class ModelSnapshot {

    /**
     * The largest magnitude of a tensor's value. Inputs are of the order of 100 at most, so that within this range no
     * sum of the forward pass can overflow a float.
     */
    public static final float MAX_MAGNITUDE = 1e6f;

    private final ModelIdentity identity;
    private final ModelSpec spec;
    private final Calibration calibration;
    private final Map<String, float[]> tensors;

    private ModelSnapshot(
            ModelIdentity identity, ModelSpec spec, Calibration calibration, Map<String, float[]> tensors) {
        this.identity = identity;
        this.spec = spec;
        this.calibration = calibration;
        this.tensors = tensors;
    }

    /**
     * Reads a model from its stored weights.
     *
     * @param parentSha256 hash of the model whose training this one continued
     * @param weights all tensors in the order of {@link TensorLayout}, float32, little endian; copied
     * @throws InvalidModelException if the length, a value or the calibration is not what it must be
     */
    public static ModelSnapshot of(
            String name, String version, Optional<String> parentSha256, ModelSpec spec, byte[] weights) {
        TensorLayout layout = TensorLayout.of(spec);
        long bytes = (long) layout.floats() * Float.BYTES;
        if (weights.length != bytes) {
            throw new InvalidModelException("weights must have " + bytes + " bytes (" + layout.floats()
                    + " floats) for " + spec.layers() + " layers of " + spec.hiddenSize() + " units and "
                    + spec.inputSize() + " inputs: length=" + weights.length);
        }
        FloatBuffer source =
                ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : layout.tensors()) {
            float[] values = new float[shape.size()];
            source.get(values);
            requireModest(shape.name(), values);
            tensors.put(shape.name(), values);
        }
        if (spec.recognizes()) {
            RecognitionTensors.check(spec, tensors);
        }
        ModelIdentity identity = new ModelIdentity(name, version, Sha256.hex(weights), parentSha256);
        return new ModelSnapshot(identity, spec, Calibration.fromTensors(tensors), tensors);
    }

    /**
     * Makes a model from tensors by name.
     *
     * @param parentSha256 hash of the model whose training this one continued
     * @param tensors exactly those of {@link TensorLayout}, row-major; copied
     * @throws InvalidModelException if a tensor is missing, unknown, of the wrong size or has a forbidden value
     */
    public static ModelSnapshot of(
            String name, String version, Optional<String> parentSha256, ModelSpec spec, Map<String, float[]> tensors) {
        TensorLayout layout = TensorLayout.of(spec);
        Set<String> unknown = new TreeSet<>(tensors.keySet());
        ByteBuffer weights = ByteBuffer.allocate(Math.multiplyExact(layout.floats(), Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (TensorShape shape : layout.tensors()) {
            float[] values = tensors.get(shape.name());
            if (values == null || values.length != shape.size()) {
                throw new InvalidModelException("tensor " + shape.name() + " must have " + shape.size() + " values "
                        + shape.dimensions() + ": " + (values == null ? "missing" : "length=" + values.length));
            }
            for (float value : values) {
                weights.putFloat(value);
            }
            unknown.remove(shape.name());
        }
        if (!unknown.isEmpty()) {
            throw new InvalidModelException("tensors must be those of the layout: unknown=" + unknown);
        }
        return of(name, version, parentSha256, spec, weights.array());
    }

    /** Name, version and hash. */
    public ModelIdentity identity() {
        return identity;
    }

    /** The specification that the tensors follow. */
    public ModelSpec spec() {
        return spec;
    }

    /** The calibration that was decoded from the tensors. */
    public Calibration calibration() {
        return calibration;
    }

    /**
     * A copy of a tensor's values, row-major.
     *
     * @throws IllegalArgumentException if the layout has no tensor of this name
     */
    public float[] tensor(String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException("tensor must be one of " + tensors.keySet() + ": name=" + name);
        }
        return values.clone();
    }

    /**
     * Copies of the tensors of the head for recognition, by name.
     *
     * @throws IllegalArgumentException if the model has no such head
     */
    public Map<String, float[]> recognitionTensors() {
        if (!spec.recognizes()) {
            throw new IllegalArgumentException("model must have a head for recognition: " + this);
        }
        Map<String, float[]> head = new LinkedHashMap<>();
        TensorLayout.recognition(spec).forEach(shape -> head.put(shape.name(), tensor(shape.name())));
        return head;
    }

    /**
     * A model with the same network and calibration, and another head for recognition or none, so that it scores alike bit by
     * bit.
     *
     * @param spec this one's, but for the kinds and the change of version
     * @param head the head's tensors by name; empty if it has none
     */
    public ModelSnapshot withHead(
            String version, Optional<String> parentSha256, ModelSpec spec, Map<String, float[]> head) {
        Map<String, float[]> all = new LinkedHashMap<>(tensors);
        all.keySet().removeIf(each -> each.startsWith(TensorLayout.RECOGNITION));
        all.putAll(head);
        return of(identity.name(), version, parentSha256, spec, all);
    }

    /** All tensors in the order of {@link TensorLayout}, float32, little endian; a new array at each call. */
    public byte[] weights() {
        ByteBuffer weights = ByteBuffer.allocate(TensorLayout.of(spec).floats() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] values : tensors.values()) {
            for (float value : values) {
                weights.putFloat(value);
            }
        }
        return weights.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelSnapshot that && identity.equals(that.identity) && spec.equals(that.spec);
    }

    @Override
    public int hashCode() {
        return 31 * identity.hashCode() + spec.hashCode();
    }

    @Override
    public String toString() {
        return "ModelSnapshot[" + identity + ", " + spec + "]";
    }

    private static void requireModest(String name, float[] values) {
        for (int index = 0; index < values.length; index++) {
            if (!(Math.abs(values[index]) <= MAX_MAGNITUDE)) {
                throw new InvalidModelException("tensor " + name + " must have finite values of at most "
                        + MAX_MAGNITUDE + " in magnitude: value " + index + " is " + values[index]);
            }
        }
    }
}
