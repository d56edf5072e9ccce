package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.evaluate.metric.HitRate;
import io.surprisal.trainer.evaluate.metric.Incidents;
import java.util.List;

/**
 * What became of one series.
 *
 * @param key the series key
 * @param path of its scores below the output's folder
 * @param historyRows rows that advanced the state only
 * @param rows rows written
 * @param unscored rows among them that could not be scored: in warm-up, late, duplicate, missing or rejected
 * @param alerts rows among them with an alert
 * @param incidents where the detector was right and wrong; without labels, where it alerted
 * @param attribution how well the detector named the features of incidents that experts named
 * @param methods the detector's figures, then those of the baselines; empty if the series has no labels
 */
public record SeriesReport(
        String key,
        String path,
        long historyRows,
        long rows,
        long unscored,
        long alerts,
        Incidents incidents,
        HitRate attribution,
        List<MethodMetrics> methods) {

    /** Owns its figures. */
    public SeriesReport {
        methods = List.copyOf(methods);
    }

    /** Whether the series has labels, so that its alerts could be judged. */
    public boolean isLabelled() {
        return !methods.isEmpty();
    }
}
