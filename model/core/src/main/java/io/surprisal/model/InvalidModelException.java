package io.surprisal.model;

/** A model that must not be used; the message has what was found and what was allowed. */
public final class InvalidModelException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Refuses a model.
     *
     * @param reason one line for an operator
     */
    public InvalidModelException(String reason) {
        super(reason);
    }
}
