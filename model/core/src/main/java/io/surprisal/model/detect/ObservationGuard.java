package io.surprisal.model.detect;

/** Decides what an observation is to its series before anything of the state moves. */
public final class ObservationGuard {

    /** The largest magnitude of a value that is let in. */
    public static final double MAX_MAGNITUDE = 1e30;

    private ObservationGuard() {}
}
