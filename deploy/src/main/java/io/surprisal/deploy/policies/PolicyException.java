package io.surprisal.deploy.policies;

/** A policy could not be changed; the message says in one line why, and what to do. */
public final class PolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PolicyException(String message) {
        super(message);
    }

    PolicyException(String message, Throwable cause) {
        super(message, cause);
    }
}
