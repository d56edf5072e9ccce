package io.surprisal.model.detect;

/** Why an observation was not let in at all. */
public enum Rejection {
    /** A feature or covariate is positive or negative infinity. */
    NOT_FINITE,
    /** The magnitude of a feature or covariate is above {@link ObservationGuard#MAX_MAGNITUDE}. */
    TOO_LARGE
}
