package io.surprisal.deploy.rules;

/** A policy or a route could not be changed; the message says in one line why, and what to do. */
public final class RuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RuleException(String message) {
        super(message);
    }

    RuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
