package io.surprisal.topology.incident;

import io.surprisal.avro.Anomaly;
import io.surprisal.model.detect.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A row of a series, as incidents see it.
 *
 * @param series its key
 * @param eventTimeMs milliseconds since 1970
 * @param number rows by which the series' state has advanced, this one included
 * @param id topic-partition-offset of its observation
 * @param anomalous its verdict, if it is above the threshold and nothing rules it out
 * @param alert what was written, if it is an alert
 * @param refractoryRows of the model that judged it
 */
public record SeriesRow(
        String series,
        long eventTimeMs,
        long number,
        String id,
        Verdict.@Nullable Scored anomalous,
        @Nullable Anomaly alert,
        int refractoryRows) {}
