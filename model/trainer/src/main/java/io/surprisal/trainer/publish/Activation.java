package io.surprisal.trainer.publish;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From which event time on an alias is to mean a version. */
public final class Activation {

    /** By how much the usual activation lies ahead, so that every instance has the weights when their time comes. */
    public static final Duration LEAD = Duration.ofSeconds(60);

    /** Event time of the first version of an alias: before all events. */
    static final Instant BEGINNING = Instant.EPOCH;

    private static final Activation USUAL = new Activation(LEAD, null);
    private static final Activation IMMEDIATE = new Activation(Duration.ZERO, null);
    private static final Activation FROM_BEGINNING = new Activation(Duration.ZERO, BEGINNING);

    private final Duration lead;
    private final @Nullable Instant time;

    private Activation(Duration lead, @Nullable Instant time) {
        this.lead = lead;
        this.time = time;
    }

    /** For the first version of an alias all events, for later ones those from {@link #LEAD} after the publish. */
    public static Activation usual() {
        return USUAL;
    }

    /** As {@link #usual}, but without the lead. */
    public static Activation immediate() {
        return IMMEDIATE;
    }

    /** For all events that are yet to be processed, however old: where history is replayed. */
    public static Activation fromBeginning() {
        return FROM_BEGINNING;
    }

    /** From a given event time on. */
    public static Activation at(Instant eventTime) {
        return new Activation(Duration.ZERO, eventTime);
    }

    /**
     * The event time.
     *
     * @param now wall-clock time of the publish
     * @param first whether the alias has meant nothing so far
     */
    Instant eventTime(Instant now, boolean first) {
        if (time != null) {
            return time;
        }
        return first ? BEGINNING : now.plus(lead);
    }

    /** Whether the user asked for a certain time. */
    boolean isExplicit() {
        return time != null;
    }
}
