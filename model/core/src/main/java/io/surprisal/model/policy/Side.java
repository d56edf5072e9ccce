package io.surprisal.model.policy;

/** On which side of what was expected an observation may be an alert. */
public enum Side {
    /** On either. */
    BOTH,
    /** At or above what was expected. */
    ABOVE,
    /** Below what was expected. */
    BELOW;

    boolean has(double observed, double expected) {
        return switch (this) {
            case BOTH -> true;
            case ABOVE -> observed >= expected;
            case BELOW -> observed < expected;
        };
    }
}
