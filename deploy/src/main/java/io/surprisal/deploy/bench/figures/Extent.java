package io.surprisal.deploy.bench.figures;

/** How long a bench takes its time. */
public enum Extent {
    /** Seconds: whether all of it runs and every figure is written; the figures mean little. */
    SMOKE,
    /** Within 3 minutes: which way a change goes. */
    QUICK,
    /** Within 20 minutes: the figures of the documentation. */
    FULL;

    /** One of three, by the extent. */
    public <T> T of(T smoke, T quick, T full) {
        return switch (this) {
            case SMOKE -> smoke;
            case QUICK -> quick;
            case FULL -> full;
        };
    }
}
