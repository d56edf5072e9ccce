package io.surprisal.schemas;

import java.util.Locale;

/** What a broker does with old records of a topic. */
public enum CleanupPolicy {
    /** Drops them after the retention time. */
    DELETE,
    /** Keeps the last one of each key. */
    COMPACT,
    /** Keeps the last one of each key, and drops that too after the retention time. */
    COMPACT_DELETE;

    /** The value of the topic's setting {@code cleanup.policy}. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT).replace('_', ',');
    }
}
