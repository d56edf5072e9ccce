package io.surprisal.topology.settings;

/**
 * One number of an observation: where it is found and what is done to it first.
 *
 * @param name its name in anomalies, metrics and models; the path itself unless it was given another
 * @param path where it is in the record's value
 * @param transform what happens to it before it is scored
 */
public record Feature(String name, FieldPath path, Transform transform) {

    /** Parses {@code path} or {@code name=path}, without a transform. */
    static Feature parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return new Feature(text.strip(), FieldPath.parse(text), Transform.NONE);
        }
        String name = text.substring(0, equals).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name must stand before '=': \"" + text + '"');
        }
        return new Feature(name, FieldPath.parse(text.substring(equals + 1)), Transform.NONE);
    }

    Feature with(Transform other) {
        return new Feature(name, path, other);
    }
}
