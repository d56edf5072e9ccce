package io.surprisal.topology.settings;

/** How the values of the input topic are written. */
public enum InputFormat {
    /** Avro records of any shape, behind the schema id of a registry. */
    AVRO,
    /** One JSON object each. */
    JSON
}
