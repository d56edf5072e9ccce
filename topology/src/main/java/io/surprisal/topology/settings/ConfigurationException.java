package io.surprisal.topology.settings;

import java.util.List;

/** The settings cannot be used; says everything that is wrong with them at once. Ends the program with exit code 2. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Serialisable as a copy of the list. */
    private final String[] faults;

    /** Of one line per fault, at least one. */
    public ConfigurationException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = faults.toArray(String[]::new);
    }

    /** One line per fault. */
    public List<String> faults() {
        return List.of(faults);
    }
}
