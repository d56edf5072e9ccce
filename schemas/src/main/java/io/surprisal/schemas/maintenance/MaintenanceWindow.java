package io.surprisal.schemas.maintenance;

import io.surprisal.avro.Maintenance;
import io.surprisal.schemas.rule.SeriesPattern;
import java.time.Instant;

/**
 * An announced stretch of event time, read and checked.
 *
 * @param id its name
 * @param pattern whom it is about
 * @param fromMs first event time, milliseconds since 1970
 * @param untilMs first event time after it; {@link Long#MAX_VALUE} while its end is open
 * @param entry as it stands on the topic
 */
public record MaintenanceWindow(String id, SeriesPattern pattern, long fromMs, long untilMs, Maintenance entry) {

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if its pattern is none, or it ends before it begins
     */
    public static MaintenanceWindow of(String id, Maintenance entry) {
        Instant until = entry.getUntilEventTime();
        if (until != null && !until.isAfter(entry.getFromEventTime())) {
            throw new IllegalArgumentException("a maintenance window must end after it begins: from="
                    + entry.getFromEventTime() + ", until=" + until);
        }
        return new MaintenanceWindow(
                id,
                SeriesPattern.of(entry.getPattern()),
                entry.getFromEventTime().toEpochMilli(),
                until == null ? Long.MAX_VALUE : until.toEpochMilli(),
                entry);
    }

    /** Whether an event time lies in it. */
    public boolean contains(long eventTimeMs) {
        return fromMs <= eventTimeMs && eventTimeMs < untilMs;
    }
}
