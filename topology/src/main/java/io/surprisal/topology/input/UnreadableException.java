package io.surprisal.topology.input;

/** Carries an {@link Unreadable} out of the depth of a decoder; never leaves this package. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Unreadable.Cause cause;

    UnreadableException(Unreadable.Cause cause, String message) {
        // Without a stack trace: it is an expected outcome, and a poisoned topic makes many.
        super(message, null, false, false);
        this.cause = cause;
    }

    Unreadable toUnreadable() {
        return new Unreadable(cause, String.valueOf(getMessage()));
    }
}
