package io.surprisal.topology.deadline;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Finds the series of a partition that had no observation for the time to live. Each series has one entry in the store,
 * made with its first observation and looked at when it is due: an observation in between costs nothing, since the entry is
 * put off only then, to when the series will be idle as far as is known.
 *
 * <p>Works with the records, not with a timer: which record finds a series idle depends on the records alone, so a restart or
 * a replay forgets the same series at the same place. A series is forgotten a sixteenth of the time to live too late at most, and
 * with the partition's next records. Not thread-safe.
 */
public final class IdleSeries {

    /** Ticks in a time to live: what is forgotten late by, and how often the clock is written. */
    private static final int TICKS = 16;

    /** So many entries at most are looked at with one record: where many are due, the next records do the rest. */
    private static final int MOST_AT_ONCE = 64;

    /** What is remembered of series. */
    public interface Memory {
        /** Event time of a series' last observation, milliseconds since 1970; negative where it is not known. */
        long lastEventTimeMs(String series);

        /** The keys of the first series behind this one in the order of the store, at most so many. */
        List<String> seriesAfter(String series, int most);

        /**
         * Deletes all that is remembered of a series.
         *
         * @param nowMs the partition's event time
         */
        void forget(String series, long nowMs);
    }

    private final long ttlMs;
    private final long tickMs;
    private final Deadlines deadlines;
    private final PartitionClock clock;
    private final Memory memory;
    private boolean known;
    /** Nothing is due before; in memory only, so that what was deleted is not walked over each time. */
    private long nextMs;

    /**
     * Of one task.
     *
     * @param ttl positive
     * @param store of the deadlines, the task's own
     */
    public IdleSeries(Duration ttl, KeyValueStore<byte[], byte[]> store, Memory memory) {
        this.ttlMs = ttl.toMillis();
        this.tickMs = Math.max(1, ttlMs / TICKS);
        this.deadlines = new Deadlines(store, Deadlines.Kind.FORGET);
        this.clock = new PartitionClock(tickMs, ttlMs);
        this.memory = memory;
        var stored = deadlines.clock();
        if (stored != null) {
            clock.read(stored);
        }
        this.known = deadlines.isKnown();
    }

    /** Lets a series that nothing is remembered of be forgotten, once it is idle for so long after this observation. */
    public void begin(String series, long eventTimeMs) {
        // One that is far behind the others is not idle.
        long due = due(Math.max(eventTimeMs, clock.nowMs()));
        deadlines.arm(due, series);
        nextMs = Math.min(nextMs, due);
    }

    /** Moves the partition's time on by an observation that was judged, and forgets what is due. */
    public void observe(String series, long eventTimeMs) {
        if (clock.observe(series, eventTimeMs)) {
            deadlines.clock(clock);
        }
        if (!known) {
            beginKnown();
        }
        if (clock.nowMs() >= nextMs) {
            forgetDue();
        }
    }

    /** Series from before there was a time to live get their entries as well, a few with each record. */
    private void beginKnown() {
        List<String> some = memory.seriesAfter(deadlines.lastKnown(), MOST_AT_ONCE);
        for (String series : some) {
            long last = memory.lastEventTimeMs(series);
            if (last >= 0) {
                begin(series, last);
            }
        }
        known = some.size() < MOST_AT_ONCE;
        deadlines.known(known ? "" : some.get(some.size() - 1), known);
    }

    private void forgetDue() {
        for (Deadlines.Due due : deadlines.from(nextMs, MOST_AT_ONCE)) {
            if (due.timeMs() > clock.nowMs()) {
                break;
            }
            look(due);
        }
        List<Deadlines.Due> next = deadlines.from(nextMs, 1);
        nextMs = next.isEmpty() ? Long.MAX_VALUE : next.get(0).timeMs();
    }

    private void look(Deadlines.Due due) {
        deadlines.disarm(due);
        long last = memory.lastEventTimeMs(due.series());
        if (last < 0) {
            return;
        }
        long idleAt = due(last);
        if (idleAt <= clock.nowMs()) {
            memory.forget(due.series(), clock.nowMs());
        } else {
            deadlines.arm(idleAt, due.series());
        }
    }

    /** The first tick at which a series has been idle for the time to live. */
    private long due(long eventTimeMs) {
        if (eventTimeMs > Long.MAX_VALUE - ttlMs - tickMs) {
            return Long.MAX_VALUE;
        }
        long idle = eventTimeMs + ttlMs;
        return idle + (tickMs - idle % tickMs) % tickMs;
    }
}
