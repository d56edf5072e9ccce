package io.surprisal.model;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stack of layers that a network is: what decides the shape of its tensors beside the number of its inputs.
 *
 * @param cell the kind of every layer's cell
 * @param layers L, {@value #MIN_SIZE} to {@value #MAX_LAYERS}
 * @param hiddenSize H, units of every layer, {@value #MIN_SIZE} to {@value #MAX_HIDDEN_SIZE}
 * @param skip what a layer hands on beside its own h
 * @param kernelSize K, time steps that a layer's convolution reads: 2 to {@value #MAX_KERNEL_SIZE} in a TDNN, 1 in the
 *     recurrent kinds, which read the present input alone
 */
public record NetworkShape(CellKind cell, int layers, int hiddenSize, Skip skip, int kernelSize) {

    /** K of a TDNN where nobody says otherwise. */
    public static final int USUAL_KERNEL_SIZE = 3;

    /** The largest K. */
    public static final int MAX_KERNEL_SIZE = 64;

    /** Time steps that a TDNN can see, all layers together: a ring's position must be exact as a float16. */
    public static final int MAX_RECEPTIVE_FIELD = 1024;

    static final int MIN_SIZE = 1;
    static final int MAX_LAYERS = 16;
    static final int MAX_HIDDEN_SIZE = 1024;

    private static final Pattern KERNEL = Pattern.compile("tdnn:([1-9][0-9]{0,2})(\\+.*)?");
    private static final int LONGEST_SHOWN = 60;

    /** Checks the ranges. */
    public NetworkShape {
        requireRange("layers", layers, MIN_SIZE, MAX_LAYERS);
        requireRange("hiddenSize", hiddenSize, MIN_SIZE, MAX_HIDDEN_SIZE);
        boolean convolves = cell == CellKind.TDNN;
        requireRange("kernelSize", kernelSize, convolves ? 2 : 1, convolves ? MAX_KERNEL_SIZE : 1);
        if (receptiveField(layers, kernelSize) > MAX_RECEPTIVE_FIELD) {
            throw new InvalidModelException("a TDNN must see at most " + MAX_RECEPTIVE_FIELD
                    + " time steps, which are 1 + (kernelSize - 1) (2^layers - 1): layers=" + layers + ", kernelSize="
                    + kernelSize);
        }
    }

    /** A plain stack: no skip connections, and the usual kernel in a TDNN. */
    public static NetworkShape of(CellKind cell, int layers, int hiddenSize) {
        return new NetworkShape(cell, layers, hiddenSize, Skip.NONE, cell == CellKind.TDNN ? USUAL_KERNEL_SIZE : 1);
    }

    /**
     * The stack that a manifest names.
     *
     * @param cellText as {@link #cellText} gives it
     * @throws InvalidModelException if it names no kind of cell that there is
     */
    public static NetworkShape of(String cellText, int layers, int hiddenSize) {
        for (CellKind cell : CellKind.values()) {
            for (Skip skip : Skip.values()) {
                OptionalInt kernelSize = kernelSize(cellText, cell, skip);
                if (kernelSize.isPresent()) {
                    return new NetworkShape(cell, layers, hiddenSize, skip, kernelSize.getAsInt());
                }
            }
        }
        throw new InvalidModelException("cell must be one of "
                + Arrays.stream(CellKind.values()).map(CellKind::text).toList() + ", tdnn with :K after it, each with"
                + " +identity, +concat or nothing after that: '" + shown(cellText) + "'");
    }

    /**
     * Cell, kernel and skip connections as manifests name them: {@code lstm}, {@code gru+identity}, {@code tdnn:3+concat}.
     * One text, so that a reader that does not know all of it refuses the model by what it found.
     */
    public String cellText() {
        return cellText(cell, skip, cell == CellKind.TDNN ? ":" + kernelSize : "");
    }

    /** Time steps, the present one included, on which an output of a TDNN depends; 1 in the recurrent kinds. */
    public int receptiveField() {
        return receptiveField(layers, kernelSize);
    }

    /** Time steps between two that a layer of a TDNN reads; layers count from 0. */
    public int dilation(int layer) {
        return 1 << layer;
    }

    /** Time steps before the present one that a layer of a TDNN keeps. */
    public int ringLength(int layer) {
        return (kernelSize - 1) * dilation(layer);
    }

    /**
     * Values that a layer reads in a time step.
     *
     * @param layer counts from 0
     * @param networkInputs I
     */
    public int inputSize(int layer, int networkInputs) {
        if (skip == Skip.CONCAT) {
            return layer * hiddenSize + networkInputs;
        }
        return layer == 0 ? networkInputs : hiddenSize;
    }

    /** Values that the network hands to the head: H, or L·H where all layers' h are appended. */
    public int outputSize() {
        return skip == Skip.CONCAT ? layers * hiddenSize : hiddenSize;
    }

    /**
     * Floats that a layer remembers of a feature: h and c of an LSTM; h of an RNN or GRU; of a TDNN the ring's position
     * and the ring of its last inputs.
     *
     * @param layer counts from 0
     * @param networkInputs I
     */
    public int stateSize(int layer, int networkInputs) {
        return switch (cell) {
            case LSTM, LSTM_COUPLED, LSTM_PEEPHOLE -> 2 * hiddenSize;
            case RNN, GRU -> hiddenSize;
            case TDNN -> 1 + ringLength(layer) * inputSize(layer, networkInputs);
        };
    }

    /**
     * Floats that the network remembers of a feature, all layers together.
     *
     * @param networkInputs I
     */
    public int stateSize(int networkInputs) {
        int size = 0;
        for (int layer = 0; layer < layers; layer++) {
            size += stateSize(layer, networkInputs);
        }
        return size;
    }

    /** All of it in a few words, for people: {@code gru+identity, L=2, H=32}. */
    @Override
    public String toString() {
        return cellText() + ", L=" + layers + ", H=" + hiddenSize;
    }

    private static String cellText(CellKind cell, Skip skip, String kernel) {
        return cell.text() + kernel + (skip == Skip.NONE ? "" : "+" + skip.text());
    }

    /** K, if the text is one of this kind and these connections. */
    private static OptionalInt kernelSize(String text, CellKind cell, Skip skip) {
        if (cell != CellKind.TDNN) {
            return text.equals(cellText(cell, skip, "")) ? OptionalInt.of(1) : OptionalInt.empty();
        }
        Matcher matcher = KERNEL.matcher(text);
        return matcher.matches() && text.equals(cellText(cell, skip, ":" + matcher.group(1)))
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= LONGEST_SHOWN ? printable : printable.substring(0, LONGEST_SHOWN) + "...";
    }

    private static int receptiveField(int layers, int kernelSize) {
        return 1 + (kernelSize - 1) * ((1 << layers) - 1);
    }

    private static void requireRange(String what, int found, int min, int max) {
        if (found < min || found > max) {
            throw new InvalidModelException(
                    what + " must be " + (min == max ? min : min + " to " + max) + ": " + what + "=" + found);
        }
    }
}
