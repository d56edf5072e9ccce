package io.surprisal.topology.view;

import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.RowReading;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.output.Judged;
import org.jspecify.annotations.Nullable;

/**
 * What became of a series' last row.
 *
 * @param series its key
 * @param eventTimeMs of the row
 * @param score of the row; 0 while the series warms up
 * @param threshold from which on the row is anomalous
 * @param warmUpRowsLeft rows to be seen before the first is scored
 * @param alertTimeMs event time of the last alert since the series is followed here; {@link #NEVER} for none
 * @param feature the feature farthest from its forecast, by its place in the observation's values
 * @param observed of that feature; NaN where it was missing
 * @param expected of that feature
 * @param spread half the width of the band of one standard deviation around that
 * @param modelSha256 of the weights that judged the row
 * @param trail the last scores
 */
public record LatestScore(
        String series,
        long eventTimeMs,
        double score,
        double threshold,
        int warmUpRowsLeft,
        long alertTimeMs,
        int feature,
        double observed,
        double expected,
        double spread,
        String modelSha256,
        ScoreTrail trail) {

    /** The time of what has not happened. */
    public static final long NEVER = Long.MIN_VALUE;

    /**
     * After one row more.
     *
     * @param before of the row before; {@code null} where the series was not followed
     */
    static LatestScore of(@Nullable LatestScore before, Judged judged, Observation observation, RowReading row) {
        Verdict verdict = judged.verdict();
        ScoreTrail trail = before == null ? ScoreTrail.EMPTY : before.trail();
        long alerted = before == null ? NEVER : before.alertTimeMs();
        int feature = row.farthest();
        return new LatestScore(
                judged.reading().series(),
                observation.eventTimeMs(),
                verdict.score(),
                verdict.threshold(),
                verdict instanceof Verdict.WarmingUp young ? young.rowsLeft() : 0,
                verdict.alert() ? observation.eventTimeMs() : alerted,
                feature,
                observation.value(feature),
                row.expected(feature),
                row.spread(feature),
                judged.model().sha256(),
                verdict.kind() == Verdict.Kind.SCORED ? trail.and(verdict.score()) : trail);
    }
}
