package io.surprisal.topology.settings;

/** What happens to a feature before it is scored. */
public enum Transform {
    /** Nothing. */
    NONE,
    /** Growth for each second since the series' last reading: for counters that only grow until they are reset. */
    RATE,
    /** ln(1 + x): for heavy-tailed values above −1. */
    LOG1P
}
