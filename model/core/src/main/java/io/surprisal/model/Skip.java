package io.surprisal.model;

import java.util.Locale;

/**
 * What a layer hands on beside its own h. A path around each layer lets the gradient reach the first layers of a deep
 * stack without passing through all the others ([1] adds, [2] appends).
 *
 * <p>[1] He et al., Deep Residual Learning for Image Recognition, 2016. [2] Huang et al., Densely Connected Convolutional
 * Networks, 2017.
 */
public enum Skip {
    /** Nothing: a layer reads the h of the layer below, the head that of the last layer. */
    NONE((byte) 0),
    /** Its input, added to h; not in the first layer, whose input has another size. */
    IDENTITY((byte) 1),
    /** Its input, after h: a layer reads [h of the layer below, …, h of the first layer, the network's inputs]. */
    CONCAT((byte) 2);

    private static final Skip[] ALL = values();

    private final byte code;

    Skip(byte code) {
        this.code = code;
    }

    /** The number that stands for this in stored bytes; it never changes. */
    public byte code() {
        return code;
    }

    /** Its name in manifests and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the constant of a stored code.
     *
     * @throws InvalidModelException if there is none
     */
    public static Skip ofCode(byte code) {
        for (Skip skip : ALL) {
            if (skip.code == code) {
                return skip;
            }
        }
        throw new InvalidModelException(
                "skip must be one of the known codes (0 = NONE, 1 = IDENTITY, 2 = CONCAT): code=" + code);
    }
}
