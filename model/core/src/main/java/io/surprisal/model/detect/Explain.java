package io.surprisal.model.detect;

/** Which verdicts carry an {@link Explanation}; making one allocates. */
public enum Explain {
    /** Those of alerts. */
    ALERTS,
    /** Those of every scored row. */
    EVERY_ROW
}
