package io.surprisal.topology.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that it can be said all at once. */
final class Faults {

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** For those who collect in a list; not a copy. */
    List<String> lines() {
        return lines;
    }

    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigurationException(lines);
        }
    }
}
