package io.surprisal.topology.settings;

/** How a record's key becomes the series key, where {@code series.key = record}. */
public enum KeyFormat {
    /** UTF-8 text, taken as it is. */
    STRING,
    /** Eight bytes, big-endian, written in decimal. */
    LONG,
    /** An Avro value behind a schema id, written as JSON (a bare string without its quotes). */
    AVRO,
    /** Any bytes, written in lower-case hexadecimal. */
    BYTES_HEX
}
