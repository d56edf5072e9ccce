package io.surprisal.topology.api;

import io.surprisal.model.series.SeriesHeader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A series in a list.
 *
 * @param key of the series
 * @param instance that has it; {@code null} where instances have no names
 * @param rows by which its state has advanced
 * @param lastEventTime of its last row; {@code null} where there is none yet
 * @param warmUpRowsLeft rows to be seen before the first is scored
 * @param rowsSinceAlert rows since the last one that was part of an incident; {@code null} = none, or very many
 * @param modelSha256 of the weights that judged it last
 */
record SeriesSummary(
        String key,
        @Nullable String instance,
        long rows,
        @Nullable String lastEventTime,
        int warmUpRowsLeft,
        @Nullable Integer rowsSinceAlert,
        String modelSha256) {

    /** As a state's header counts what is so many or more, or was never. */
    private static final int NO_ALERT = 0xffff;

    static SeriesSummary of(String key, @Nullable String instance, SeriesHeader header) {
        return new SeriesSummary(
                key,
                instance,
                header.rows(),
                lastEventTime(header),
                header.warmUpRows(),
                rowsSinceAlert(header),
                header.modelSha256());
    }

    static @Nullable String lastEventTime(SeriesHeader header) {
        return header.rows() == 0
                ? null
                : Instant.ofEpochMilli(header.lastEventTimeMs()).toString();
    }

    static @Nullable Integer rowsSinceAlert(SeriesHeader header) {
        return header.rowsSinceAlert() == NO_ALERT ? null : header.rowsSinceAlert();
    }
}
