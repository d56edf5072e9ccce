package io.surprisal.topology.api;

import io.surprisal.topology.http.Json;
import io.surprisal.topology.view.LatestScore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a series' last row.
 *
 * @param key of the series
 * @param instance that has it; {@code null} where instances have no names
 * @param eventTime of the row
 * @param score of the row; {@code null} while the series warms up
 * @param threshold from which on the row is anomalous
 * @param warmUpRowsLeft rows to be seen before the first is scored
 * @param lastAlert event time of its last alert since this instance follows it; {@code null} for none
 * @param feature farthest from its forecast; {@code null} where the names are not known
 * @param observed of that feature; {@code null} where it was missing
 * @param expected of that feature
 * @param spread half the width of the band of one standard deviation around that
 * @param trail the last scores in whole percent, oldest first
 */
record ScoreDocument(
        String key,
        @Nullable String instance,
        String eventTime,
        @Nullable Double score,
        double threshold,
        int warmUpRowsLeft,
        @Nullable String lastAlert,
        @Nullable String feature,
        @Nullable Double observed,
        @Nullable Double expected,
        @Nullable Double spread,
        List<Integer> trail) {

    /**
     * A latest score.
     *
     * @param names of its features, in order
     */
    static ScoreDocument of(LatestScore latest, @Nullable String instance, List<String> names) {
        boolean young = latest.trail().percents().isEmpty();
        return new ScoreDocument(
                latest.series(),
                instance,
                Instant.ofEpochMilli(latest.eventTimeMs()).toString(),
                young ? null : latest.score(),
                latest.threshold(),
                latest.warmUpRowsLeft(),
                latest.alertTimeMs() == LatestScore.NEVER
                        ? null
                        : Instant.ofEpochMilli(latest.alertTimeMs()).toString(),
                latest.feature() < names.size() ? names.get(latest.feature()) : null,
                Json.finite(latest.observed()),
                Json.finite(latest.expected()),
                Json.finite(latest.spread()),
                latest.trail().percents());
    }
}
