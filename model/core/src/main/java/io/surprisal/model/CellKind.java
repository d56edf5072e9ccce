package io.surprisal.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kind of cell that a network's layers are made of. Which tensors each has is told by {@link TensorLayout}. */
public enum CellKind {
    /** Long short-term memory with input, forget and output gate, without peepholes. */
    LSTM((byte) 1, 4),
    /** LSTM whose input gate is 1 − forget gate: what is forgotten makes room for what is written. */
    LSTM_COUPLED((byte) 2, 3),
    /** LSTM whose gates see the memory cell. */
    LSTM_PEEPHOLE((byte) 3, 4),
    /** Simple recurrent network: h is tanh of the inputs and the last h. */
    RNN((byte) 4, 1),
    /** Gated recurrent unit; its reset gate acts after the recurrent kernel. */
    GRU((byte) 5, 3),
    /** Time-delay network: a causal convolution over the last inputs, dilated by two to the power of the layer. */
    TDNN((byte) 6, 1);

    private static final CellKind[] ALL = values();

    private final byte code;
    private final int blocks;

    CellKind(byte code, int blocks) {
        this.code = code;
        this.blocks = blocks;
    }

    /** The number that stands for this kind in stored bytes; it never changes. */
    public byte code() {
        return code;
    }

    /** Blocks of H rows in the kernels and the bias of a layer: one for each gate and for the candidate. */
    public int blocks() {
        return blocks;
    }

    /** Its name in manifests and on the command line, such as {@code lstm-coupled}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the kind of a stored code.
     *
     * @throws InvalidModelException if no kind has this code
     */
    public static CellKind ofCode(byte code) {
        for (CellKind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        String known = Arrays.stream(values())
                .map(kind -> kind.code + " = " + kind.name())
                .collect(Collectors.joining(", "));
        throw new InvalidModelException("cell kind must be one of the known codes (" + known + "): code=" + code);
    }
}
