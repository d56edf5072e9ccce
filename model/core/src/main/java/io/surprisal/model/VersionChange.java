package io.surprisal.model;

/**
 * What becomes of a series' recurrent state when a new version of the weights takes over. The network is the only part
 * that is replaced: normaliser, profile and level histogram survive all three.
 */
public enum VersionChange {
    /** The last observations are run through the new network, which rebuilds its hidden and cell state. */
    REPLAY,
    /** The state is carried over as it is; only for a direct child of the same shape, otherwise as {@link #REPLAY}. */
    KEEP,
    /** The network starts from zero and the series warms up again. */
    RESET
}
