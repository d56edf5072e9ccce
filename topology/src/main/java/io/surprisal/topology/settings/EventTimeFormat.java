package io.surprisal.topology.settings;

/** How the field that {@code event.time} names is read; an Avro logical timestamp says it itself. */
public enum EventTimeFormat {
    /** Text that is no number is ISO-8601; a number from 1e11 on is milliseconds, below it seconds. */
    AUTO,
    /** Milliseconds since 1970. */
    MILLIS,
    /** Seconds since 1970, fractions allowed. */
    SECONDS,
    /** ISO-8601; without an offset it is UTC. */
    ISO
}
