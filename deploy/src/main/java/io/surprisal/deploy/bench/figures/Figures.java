package io.surprisal.deploy.bench.figures;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Named numbers in the order in which they were measured. A name says what over what, and at which size: {@code ort_over_plain_8_32}. */
public final class Figures {

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    /**
     * Adds a number; one of the same name is replaced.
     *
     * @throws IllegalArgumentException if it is not finite, which no measurement is
     */
    public void put(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("figure must be finite: " + name + "=" + value);
        }
        values.put(name, value);
    }

    /** Says why something is missing. */
    public void note(String what, String why) {
        notes.put(what, why);
    }

    /** A number, if it was measured. */
    public OptionalDouble get(String name) {
        Double value = values.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** All numbers. */
    public Map<String, Double> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Why what is missing. */
    public Map<String, String> notes() {
        return Collections.unmodifiableMap(notes);
    }
}
