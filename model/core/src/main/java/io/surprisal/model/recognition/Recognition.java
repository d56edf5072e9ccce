package io.surprisal.model.recognition;

import io.surprisal.model.ModelSpec;

/**
 * What kind of incident an alert is recognized as.
 *
 * @param kind the kind's name, or {@value #NONE_OF_THESE}; empty where no model with a head for it was asked
 * @param probability that the name is right; of {@value #NONE_OF_THESE}, that the likeliest kind would have been wrong
 */
public record Recognition(String kind, double probability) {

    /** The name of what is no kind that the head knows, or not clearly one of them. */
    public static final String NONE_OF_THESE = ModelSpec.NONE_OF_THESE;

    /** Stands where nothing was asked: the row is no alert, or the model has no head for it. */
    public static final Recognition NOT_ASKED = new Recognition("", 0);

    /** Whether a head was asked. */
    public boolean isAsked() {
        return !kind.isEmpty();
    }

    /** Whether it is one of the head's kinds. */
    public boolean isNamed() {
        return isAsked() && !kind.equals(NONE_OF_THESE);
    }
}
