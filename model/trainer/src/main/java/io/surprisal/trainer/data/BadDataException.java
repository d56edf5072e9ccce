package io.surprisal.trainer.data;

/** Data that cannot be read as series; the message says where and why, on one line. */
public class BadDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Bad data that nothing else caused. */
    public BadDataException(String message) {
        super(message);
    }

    /** Bad data that a failure to read caused. */
    public BadDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
