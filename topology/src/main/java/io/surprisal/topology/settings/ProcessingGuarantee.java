package io.surprisal.topology.settings;

/** Whether state, outputs and input offsets commit together. */
public enum ProcessingGuarantee {
    /** They do, in one transaction. */
    EXACTLY_ONCE_V2,
    /** They do not: alerts of the last commit interval may be lost or repeated after a crash. */
    AT_LEAST_ONCE
}
