package io.surprisal.topology.deadline;

import java.nio.ByteBuffer;

/**
 * How far the event time of a partition has come, in ticks; never back. One record of the year 2200 must not make all series
 * look idle for ever: a step of more than the limit is taken only once a second series has come so far.
 *
 * <p>Stored with the deadlines at each change, so that a restart changes nothing of what is forgotten when. Not thread-safe.
 *
 * <pre>
 *   0  i64  the time, milliseconds since 1970, a multiple of the tick; -1 = none yet
 *   8  i64  the time that one series alone has reached, beyond the limit
 *  16  i32  hash of that series' key, as String.hashCode
 * </pre>
 */
final class PartitionClock {

    static final int BYTES = Long.BYTES + Long.BYTES + Integer.BYTES;

    private final long tickMs;
    private final long limitMs;
    private long nowMs = -1;
    private long aheadMs = -1;
    private int aheadSeries;

    /**
     * A clock that has seen nothing.
     *
     * @param tickMs what it counts in, milliseconds
     * @param limitMs the longest step that one series may make, milliseconds
     */
    PartitionClock(long tickMs, long limitMs) {
        this.tickMs = tickMs;
        this.limitMs = limitMs;
    }

    void read(ByteBuffer bytes) {
        nowMs = bytes.getLong();
        aheadMs = bytes.getLong();
        aheadSeries = bytes.getInt();
    }

    void write(ByteBuffer bytes) {
        bytes.putLong(nowMs).putLong(aheadMs).putInt(aheadSeries);
    }

    /** The time, or -1. */
    long nowMs() {
        return nowMs;
    }

    /** The time; of a partition of one series alone that of this series; -1 before all records. */
    long reachedMs() {
        return nowMs >= 0 ? nowMs : aheadMs;
    }

    /** Takes note of an observation; whether that changed anything. */
    boolean observe(String series, long eventTimeMs) {
        long reached = eventTimeMs - eventTimeMs % tickMs;
        if (reached <= nowMs) {
            return false;
        }
        if (nowMs >= 0 && reached - nowMs <= limitMs) {
            nowMs = reached;
            return true;
        }
        int hash = series.hashCode();
        if (aheadMs <= nowMs) {
            ahead(reached, hash);
            return true;
        }
        if (hash == aheadSeries) {
            boolean further = reached > aheadMs;
            aheadMs = Math.max(aheadMs, reached);
            return further;
        }
        nowMs = Math.min(reached, aheadMs);
        if (reached > aheadMs) {
            ahead(reached, hash);
        }
        return true;
    }

    private void ahead(long reachedMs, int series) {
        aheadMs = reachedMs;
        aheadSeries = series;
    }
}
