package io.surprisal.model;

/** The kind of recurrent cell that a network is made of. */
public enum CellKind {
    /** Long short-term memory with input, forget and output gate, without peepholes. */
    LSTM((byte) 1);

    private final byte code;

    CellKind(byte code) {
        this.code = code;
    }

    /** The number that stands for this kind in stored bytes; it never changes. */
    public byte code() {
        return code;
    }

    /**
     * Returns the kind of a stored code.
     *
     * @throws InvalidModelException if no kind has this code
     */
    public static CellKind ofCode(byte code) {
        for (CellKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new InvalidModelException("cell kind must be one of the known codes (1 = LSTM): code=" + code);
    }
}
