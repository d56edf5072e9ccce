package io.surprisal.deploy.reset;

/** A reset that cannot be made, with what to do in its message. */
public final class ResetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For this reason. */
    public ResetException(String message) {
        super(message);
    }
}
