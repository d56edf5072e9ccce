package io.surprisal.topology.deadline;

import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Finds the series of a partition that report regularly and stop. Each has one entry in the store, which is looked at when it
 * is due: an observation in between costs nothing, and an entry of a series that still reports is put off to when it would be
 * silent. A series that falls silent has none until it returns.
 *
 * <p>Time is that of the partition's records. Where none come at all, it goes on by the wall clock, from the last record on, as
 * {@link #quiet} is told. A series that lags behind the others is silent only if no row at all came since its entry was made.
 * A silence that ended is remembered for {@value #REMEMBERED_DAYS} days: the next one must be half as long again, so that a
 * series that pauses every night is told once. Not thread-safe.
 */
public final class SilentSeries {

    /** What is remembered of series. */
    public interface Memory {
        /**
         * What is known of a series.
         *
         * @param lastMs event time of its last row, milliseconds since 1970
         * @param rows by which its state has advanced
         * @param limitMs after so long without a row it is silent; negative where too little is known of it
         */
        record Reporting(long lastMs, long rows, long limitMs) {}

        /** What is known of a series; {@link #NOTHING} where that is nothing. */
        Reporting reporting(String series);

        /** Of a series that was forgotten. */
        Reporting NOTHING = new Reporting(-1, 0, -1);

        /** The keys of the first series behind this one in the order of the store, at most so many. */
        List<String> seriesAfter(String series, int most);

        /**
         * Says that a series is silent.
         *
         * @param lastMs event time of its last row
         * @param deadlineMs when it should have reported
         * @return whether that is taken note of; else it is looked at again
         */
        boolean silent(String series, long lastMs, long deadlineMs);
    }

    /** So many entries at most are looked at at once: where many are due, the next records do the rest. */
    private static final int MOST_AT_ONCE = 64;

    /** Shorter silences are nobody's business: producers restart. */
    private static final long LEAST_MS = 300_000;

    private static final long TICK_MS = 1_000;
    private static final int REMEMBERED_DAYS = 30;
    private static final long DAY_MS = 86_400_000;

    /** One series alone moves the partition's time no further than this. */
    private static final long JUMP_MS = 7 * DAY_MS;

    private final Deadlines deadlines;
    private final PartitionClock clock;
    private final Memory memory;
    private boolean known;
    private long nextMs; // nothing is due before; in memory only
    private long wallMs = -1; // when the last record came

    /**
     * Of one task.
     *
     * @param store of the deadlines, the task's own
     */
    public SilentSeries(KeyValueStore<byte[], byte[]> store, Memory memory) {
        this.deadlines = new Deadlines(store, Deadlines.Kind.SILENCE);
        this.clock = new PartitionClock(TICK_MS, JUMP_MS);
        this.memory = memory;
        var stored = deadlines.clock();
        if (stored != null) {
            clock.read(stored);
        }
        this.known = deadlines.isKnown();
    }

    /** Begins to watch a series of which this is the first row, or whose clock was set anew. */
    public void begin(String series, long eventTimeMs) {
        arm(series, Math.max(eventTimeMs, clock.reachedMs()) + LEAST_MS, new Deadlines.Watch(0, 0, 0));
    }

    /**
     * Begins to watch a series again that was silent.
     *
     * @param lastMs event time of the last row before
     */
    public void returned(String series, long lastMs, long eventTimeMs) {
        long nowMs = Math.max(eventTimeMs, clock.reachedMs());
        arm(series, nowMs + LEAST_MS, new Deadlines.Watch(0, nowMs - lastMs, nowMs));
    }

    /**
     * Moves the partition's time on by an observation that was judged, and looks at what is due.
     *
     * @param nowMs wall-clock time
     */
    public void observe(String series, long eventTimeMs, long nowMs) {
        wallMs = nowMs;
        clock.observe(series, eventTimeMs);
        if (!known) {
            beginKnown();
        }
        if (clock.reachedMs() >= nextMs) {
            look(clock.reachedMs());
        }
    }

    /**
     * Looks at what is due where no record moves the time on.
     *
     * @param nowMs wall-clock time
     */
    public void quiet(long nowMs) {
        if (wallMs < 0 || clock.reachedMs() < 0) {
            wallMs = nowMs;
            return;
        }
        long timeMs = clock.reachedMs() + Math.max(0, nowMs - wallMs);
        if (timeMs >= nextMs) {
            look(timeMs);
        }
    }

    /** Series from before silences were looked for get their entries as well, a few with each record. */
    private void beginKnown() {
        List<String> some = memory.seriesAfter(deadlines.lastKnown(), MOST_AT_ONCE);
        for (String series : some) {
            Memory.Reporting reporting = memory.reporting(series);
            if (reporting.lastMs() >= 0) {
                long from = Math.max(reporting.lastMs(), clock.reachedMs());
                arm(series, from + LEAST_MS, new Deadlines.Watch(Deadlines.Watch.old(reporting.rows()), 0, 0));
            }
        }
        known = some.size() < MOST_AT_ONCE;
        deadlines.known(known ? "" : some.get(some.size() - 1), known);
    }

    private void look(long timeMs) {
        for (Deadlines.Due due : deadlines.from(nextMs, MOST_AT_ONCE)) {
            if (due.timeMs() > timeMs) {
                break;
            }
            deadlines.disarm(due);
            look(due, timeMs);
        }
        List<Deadlines.Due> next = deadlines.from(nextMs, 1);
        nextMs = next.isEmpty() ? Long.MAX_VALUE : next.get(0).timeMs();
        deadlines.clock(clock);
    }

    private void look(Deadlines.Due due, long timeMs) {
        Memory.Reporting reporting = memory.reporting(due.series());
        if (reporting.lastMs() < 0) {
            return;
        }
        Deadlines.Watch watch = due.watch().without(timeMs - REMEMBERED_DAYS * DAY_MS);
        Deadlines.Watch now = watch.at(reporting.rows());
        if (reporting.limitMs() < 0) {
            // Too young: it is looked at again and again, less and less often.
            arm(due.series(), timeMs + Math.max(LEAST_MS, timeMs - reporting.lastMs()), watch.isOld() ? watch : now);
            return;
        }
        long longest = watch.longestMs();
        long limitMs = Math.max(Math.max(reporting.limitMs(), LEAST_MS), longest + longest / 2);
        if (reporting.lastMs() + limitMs > timeMs) {
            arm(due.series(), reporting.lastMs() + limitMs, now);
        } else if (watch.isOld() && Deadlines.Watch.old(reporting.rows()) == watch.rows()) {
            // It stopped before anybody looked for silences: that is no news.
            arm(due.series(), timeMs + Math.max(limitMs, timeMs - reporting.lastMs()), watch);
        } else if (reporting.rows() != watch.rows()) {
            arm(due.series(), timeMs + limitMs, now);
        } else if (!memory.silent(due.series(), reporting.lastMs(), due.timeMs())) {
            arm(due.series(), timeMs + limitMs, now);
        }
    }

    private void arm(String series, long timeMs, Deadlines.Watch watch) {
        deadlines.arm(timeMs, series, watch);
        nextMs = Math.min(nextMs, timeMs);
    }
}
