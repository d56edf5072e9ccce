package io.surprisal.topology.settings;

/** What scores when the models topic names no version. */
public enum ModelFallback {
    /** The model that ships with surprisal. */
    BUNDLED,
    /** Nothing: the application is not ready and its input waits. */
    NONE
}
