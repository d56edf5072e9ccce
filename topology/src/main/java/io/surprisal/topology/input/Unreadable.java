package io.surprisal.topology.input;

/**
 * A record that is no reading, and why: it becomes a dead letter.
 *
 * @param cause the rule that it breaks
 * @param message what was found and what was allowed
 */
public record Unreadable(Cause cause, String message) implements Decoded {

    /** The rules that a record can break. */
    public enum Cause {
        /** It has no value. */
        NULL_VALUE,
        /** Its value is not in the configured format. */
        MALFORMED,
        /** The registry does not know the schema its value or key names. */
        UNKNOWN_SCHEMA,
        /** It has no series key, or one that cannot be read or is too long. */
        SERIES_KEY,
        /** It has no event time, or one that cannot be read. */
        EVENT_TIME,
        /** Its event time is too far beyond its Kafka timestamp. */
        EVENT_TIME_AHEAD,
        /** A feature or covariate is no number. */
        NOT_NUMERIC,
        /** A feature cannot be transformed as configured. */
        TRANSFORM
    }
}
