package io.surprisal.topology.settings;

/** Where the series key or the event time of an observation comes from. */
public sealed interface Origin {

    /** From the Kafka record: its key, its timestamp. */
    record OfRecord() implements Origin {}

    /**
     * From a field of the record's value.
     *
     * @param path where that field is
     */
    record OfField(FieldPath path) implements Origin {}

    /** Reads {@code record} or a path. */
    static Origin parse(String text) {
        return text.equals("record") ? new OfRecord() : new OfField(FieldPath.parse(text));
    }

    /** Whether it comes from a field. */
    default boolean isField() {
        return this instanceof OfField;
    }
}
