package io.surprisal.topology.detect;

import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.policy.Leniency;
import io.surprisal.topology.feedback.FeedbackDirectory;
import io.surprisal.topology.feedback.Judgements;

/** Finds what people's judgements come to for one task's series. Not thread-safe. */
final class LeniencyLookup {

    private final FeedbackDirectory directory;
    private final SeriesCache<Judgements, Leniency> leniencies = new SeriesCache<>(Judgements::of);

    LeniencyLookup(FeedbackDirectory directory) {
        this.directory = directory;
    }

    /** The policy of a series with the threshold that its judgements ask for at an event time. */
    AlertPolicy soften(AlertPolicy policy, String series, long eventTimeMs) {
        Judgements now = directory.current();
        return now.isEmpty() ? policy : leniencies.of(now, series).soften(policy, eventTimeMs);
    }
}
