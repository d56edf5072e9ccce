package io.surprisal.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is fixed about a network before it is trained: the shape of its tensors and the inputs that it expects.
 *
 * @param network the stack of layers
 * @param features names of the features that the network was made for, in order; empty if it serves any feature set
 * @param covariates names of the inputs that are read beside a feature and never scored, in order
 * @param onVersionChange what happens to a series' state when this model takes over from another
 * @param kinds names of the kinds of incident that the model can recognize, in order; empty if it has no head for that
 */
public record ModelSpec(
        NetworkShape network,
        List<String> features,
        List<String> covariates,
        VersionChange onVersionChange,
        List<String> kinds) {

    /** Inputs that the detector derives from a feature itself, whatever the covariates. */
    public static final int OWN_INPUTS = 13;

    /** Floats that a network may remember of one feature. */
    public static final int MAX_STATE_SIZE = 65_536;

    /** Kinds of incident that one head may tell apart. */
    public static final int MAX_KINDS = 64;

    /** What an incident is called that is none of a head's kinds; no kind has this name. */
    public static final String NONE_OF_THESE = "none of these";

    static final int MAX_NAMES = 1024;

    /** Checks the ranges. */
    public ModelSpec {
        features = List.copyOf(features);
        covariates = List.copyOf(covariates);
        requireNames("features", features);
        requireNames("covariates", covariates);
        kinds = List.copyOf(kinds);
        requireNames("kinds", kinds);
        if (kinds.size() > MAX_KINDS || kinds.contains(NONE_OF_THESE)) {
            throw new InvalidModelException(
                    "kinds must be at most " + MAX_KINDS + ", none called '" + NONE_OF_THESE + "': kinds=" + kinds);
        }
        int stateSize = network.stateSize(OWN_INPUTS + covariates.size());
        if (stateSize > MAX_STATE_SIZE) {
            throw new InvalidModelException("network must remember at most " + MAX_STATE_SIZE
                    + " values of a feature, take fewer layers or units: " + stateSize + " for " + network);
        }
    }

    /** A model that recognizes nothing. */
    public ModelSpec(
            NetworkShape network, List<String> features, List<String> covariates, VersionChange onVersionChange) {
        this(network, features, covariates, onVersionChange, List.of());
    }

    /** A plain stack of layers, see {@link NetworkShape#of}, that recognizes nothing. */
    public ModelSpec(
            CellKind cell,
            int layers,
            int hiddenSize,
            List<String> features,
            List<String> covariates,
            VersionChange onVersionChange) {
        this(NetworkShape.of(cell, layers, hiddenSize), features, covariates, onVersionChange);
    }

    /**
     * The same with a head for other kinds.
     *
     * @param kinds empty for none
     */
    public ModelSpec withKinds(List<String> kinds) {
        return new ModelSpec(network, features, covariates, onVersionChange, kinds);
    }

    /**
     * What a network that is trained on has of this one's specification: no head, which was made for another hidden state, and
     * {@link VersionChange#REPLAY}, since the head is why states were kept.
     */
    public ModelSpec withoutHead() {
        return recognizes() ? new ModelSpec(network, features, covariates, VersionChange.REPLAY) : this;
    }

    /** Whether the model has a head that recognizes kinds of incident. */
    public boolean recognizes() {
        return !kinds.isEmpty();
    }

    /** The kind of every layer's cell. */
    public CellKind cell() {
        return network.cell();
    }

    /** L, the number of layers. */
    public int layers() {
        return network.layers();
    }

    /** H, units of every layer. */
    public int hiddenSize() {
        return network.hiddenSize();
    }

    /** Values that the network hands to the head: H, or L·H with {@link Skip#CONCAT}. */
    public int outputSize() {
        return network.outputSize();
    }

    /** Values that a layer reads in a time step; layers count from 0. */
    public int inputSize(int layer) {
        return network.inputSize(layer, inputSize());
    }

    /** Floats that the network remembers of one feature, all layers together. */
    public int stateSize() {
        return network.stateSize(inputSize());
    }

    /** I, the number of inputs of the first layer: {@value #OWN_INPUTS} and the covariates. */
    public int inputSize() {
        return OWN_INPUTS + covariates.size();
    }

    /**
     * A number that stands for a list of names in stored bytes: the first 8 bytes, little endian, of the SHA-256 of all
     * names in UTF-8, each after its length in bytes (32 bits, little endian). The order counts.
     */
    public static long featureSetHash(List<String> names) {
        MessageDigest digest = Sha256.digest();
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length)
                    .flip());
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static void requireNames(String what, List<String> names) {
        if (names.size() > MAX_NAMES) {
            throw new InvalidModelException(
                    what + " must be at most " + MAX_NAMES + " names: " + what + "=" + names.size());
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isBlank() || !seen.add(name)) {
                throw new InvalidModelException(what + " must be different names, none blank: " + what + "=" + names);
            }
        }
    }
}
