package io.surprisal.topology.output;

import io.surprisal.model.ModelIdentity;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.input.SourceCoordinates;

/**
 * An observation with its verdict.
 *
 * @param reading what was read
 * @param source where it was read
 * @param verdict what became of it
 * @param model the version that judged it
 * @param versionFallback whether another version should have
 * @param maintenance the announced window that it lies in; empty text for none
 */
public record Judged(
        Reading reading,
        SourceCoordinates source,
        Verdict verdict,
        ModelIdentity model,
        boolean versionFallback,
        String maintenance) {}
