package io.surprisal.trainer.exchange.tensor;

/** A network that must not or cannot be taken over; the message says what was found and what to do, for its user. */
public final class RefusedImportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A refusal that nothing else caused. */
    public RefusedImportException(String message) {
        super(message);
    }

    /** A refusal that a failure to read caused. */
    public RefusedImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
