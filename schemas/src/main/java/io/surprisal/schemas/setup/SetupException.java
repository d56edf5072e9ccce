package io.surprisal.schemas.setup;

/** Setup could not go on; the message says in one line what was tried and what to do. */
public final class SetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
