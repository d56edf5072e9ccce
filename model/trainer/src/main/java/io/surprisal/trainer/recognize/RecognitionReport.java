package io.surprisal.trainer.recognize;

import java.util.List;

/**
 * How well a head names kinds of incident.
 *
 * @param how what it was measured on, in words
 * @param threshold the least probability at which it names a kind
 * @param confusion what alerts were recognized as
 * @param likeliestRight share of the alerts of known kinds whose likeliest kind is right, whatever its probability; NaN if not
 *     measured
 * @param comparisons what else was measured: other inputs, kinds that were not shown
 */
public record RecognitionReport(
        String how, double threshold, Confusion confusion, double likeliestRight, List<Comparison> comparisons) {

    /**
     * A figure beside.
     *
     * @param what was measured
     * @param share 0 to 1
     */
    public record Comparison(String what, double share) {}

    /** Copies the list. */
    public RecognitionReport {
        comparisons = List.copyOf(comparisons);
    }
}
