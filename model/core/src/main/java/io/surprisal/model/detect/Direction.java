package io.surprisal.model.detect;

/** On which side of the expected value an observed value is. */
public enum Direction {
    /** At or above the expected value. */
    ABOVE,
    /** Below the expected value. */
    BELOW
}
