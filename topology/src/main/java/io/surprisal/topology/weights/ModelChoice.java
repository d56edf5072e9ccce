package io.surprisal.topology.weights;

import io.surprisal.model.ModelSnapshot;

/**
 * The version that scores an event.
 *
 * @param model the version
 * @param aliasEpoch the entry of the alias' schedule that named it; 0 for the bundled model
 * @param versionFallback whether the version that should score is not complete, so that another one does
 */
public record ModelChoice(ModelSnapshot model, long aliasEpoch, boolean versionFallback) {}
