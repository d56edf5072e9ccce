package io.surprisal.topology;

/** The application cannot start as things are outside of it; says in one line what was tried and what to do. Exit code 1. */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was tried, what was found, what to do. */
    public StartupException(String message) {
        super(message);
    }

    /** The same with the failure behind it. */
    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
