package io.surprisal.deploy.fleet;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * The event times of a fleet: equally spaced rows, a history and then a live part.
 *
 * @param startMs event time of the first row of history, milliseconds since 1970
 * @param stepMs milliseconds between two rows of a series
 * @param historyRows rows of each series before the live part
 * @param liveRows rows of each series in the live part
 */
public record FleetClock(long startMs, long stepMs, int historyRows, int liveRows) {

    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int HISTORY_DAYS = 6;

    /**
     * The clock of a fleet whose live part lies ahead.
     *
     * <p>The live part begins on the next Thursday at midnight (UTC). So it always falls on the same weekdays, and the
     * same seed gives the same scores on any day; and it lies after the wall clock, so that a model that is published
     * "from now on" is at once in force.
     *
     * @param now the wall clock
     * @param live length of the live part, in event time
     */
    public static FleetClock after(Instant now, Duration live) {
        LocalDate thursday = now.atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.next(DayOfWeek.THURSDAY));
        Instant liveStart = thursday.atStartOfDay(ZoneOffset.UTC).toInstant();
        Duration history = Duration.ofDays(HISTORY_DAYS);
        return new FleetClock(
                liveStart.minus(history).toEpochMilli(), STEP.toMillis(), rows(history), Math.max(1, rows(live)));
    }

    /**
     * The clock of a fleet whose live part has just been: it ends now. Brokers refuse records that lie ahead.
     *
     * @param now the wall clock
     * @param live length of the live part, in event time
     */
    public static FleetClock before(Instant now, Duration live) {
        long endMs = Math.floorDiv(now.toEpochMilli(), STEP.toMillis()) * STEP.toMillis();
        int historyRows = rows(Duration.ofDays(HISTORY_DAYS));
        int liveRows = Math.max(1, rows(live));
        return new FleetClock(
                endMs - (historyRows + liveRows - 1) * STEP.toMillis(), STEP.toMillis(), historyRows, liveRows);
    }

    private static int rows(Duration duration) {
        return Math.toIntExact(duration.dividedBy(STEP));
    }

    /** Rows of each series. */
    public int rows() {
        return historyRows + liveRows;
    }

    /** Event time of a row, milliseconds since 1970. */
    public long eventTimeMs(int row) {
        return startMs + row * stepMs;
    }

    /** The row that an event time belongs to. */
    public int row(long eventTimeMs) {
        return Math.toIntExact(Math.floorDiv(eventTimeMs - startMs, stepMs));
    }

    /** How far through its day a row is, 0 to 1. */
    double dayFraction(int row) {
        long dayMs = Duration.ofDays(1).toMillis();
        return (double) Math.floorMod(eventTimeMs(row), dayMs) / dayMs;
    }

    /** Whether a row falls on Saturday or Sunday. */
    boolean isWeekend(int row) {
        DayOfWeek day =
                Instant.ofEpochMilli(eventTimeMs(row)).atZone(ZoneOffset.UTC).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    /** Rows of one hour. */
    public int hours(double hours) {
        return (int) Math.round(hours * Duration.ofHours(1).toMillis() / stepMs);
    }
}
