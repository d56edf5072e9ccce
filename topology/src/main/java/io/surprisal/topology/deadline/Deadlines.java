package io.surprisal.topology.deadline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The store of what is due for which series, in order of time, so that what is due is found without a look at the rest; the
 * entries of one kind. Not thread-safe.
 *
 * <pre>
 * key    0  u8   kind of entry: 1 = forget the series if it is idle, 3 = see whether it is silent;
 *                whole keys: 0, 5 = the partition's clock for these, 2, 4 = how far the series are known that are older
 *                than the store
 *        1  i64  when it is due, milliseconds since 1970, big endian
 *        9  …    series key, UTF-8
 *
 * value  0  u8   format version 1
 *        1  …    of a clock: what {@link PartitionClock} says
 *        1  u8   of kinds 2 and 4: whether all series have an entry that were there before there were deadlines
 *        2  …    of kinds 2 and 4: else the last one that has, UTF-8
 *        1  i64  of kind 3: rows n of the series when the entry was made; −1 − n of one that is older than the store, until
 *                it is seen to report
 *        9  i64  of kind 3: the longest silence that ended, milliseconds; 0 for none
 *       17  i64  of kind 3: when it ended, milliseconds since 1970
 * </pre>
 */
final class Deadlines {

    private static final byte FORMAT_VERSION = 1;
    private static final int SERIES = 1 + Long.BYTES;
    private static final int WATCH = 3 * Long.BYTES;
    /** Behind every series key of the same time: no key begins with the highest code point, which is none. */
    private static final String LAST_KEY = "\uDBFF\uDFFF";

    private static final byte[] ARMED = {FORMAT_VERSION};

    /** What is due. */
    enum Kind {
        /** To forget a series. */
        FORGET((byte) 1, (byte) 0, (byte) 2),
        /** To see whether a series is silent. */
        SILENCE((byte) 3, (byte) 5, (byte) 4);

        private final byte entry;
        private final byte clock;
        private final byte known;

        Kind(byte entry, byte clock, byte known) {
            this.entry = entry;
            this.clock = clock;
            this.known = known;
        }
    }

    /**
     * What is kept with a series that may fall silent.
     *
     * @param rows of the series when the entry was made; −1 − rows of one that is older than the store and has not reported
     *     since there is a watch
     * @param longestMs the longest silence that ended, milliseconds; 0 for none
     * @param endedMs when it ended, milliseconds since 1970
     */
    record Watch(long rows, long longestMs, long endedMs) {

        /** The same at another number of rows. */
        Watch at(long nowRows) {
            return new Watch(nowRows, longestMs, endedMs);
        }

        /** Whether the series is older than the store and has not been seen to report. */
        boolean isOld() {
            return rows < 0;
        }

        /** The rows of a series that is older than the store. */
        static long old(long rows) {
            return -1 - rows;
        }

        /** The same without a silence that ended before. */
        Watch without(long beforeMs) {
            return endedMs < beforeMs ? new Watch(rows, 0, 0) : this;
        }
    }

    /** An entry that is due. */
    record Due(long timeMs, String series, Watch watch) {}

    private final KeyValueStore<byte[], byte[]> store;
    private final Kind kind;

    Deadlines(KeyValueStore<byte[], byte[]> store, Kind kind) {
        this.store = store;
        this.kind = kind;
    }

    void arm(long timeMs, String series) {
        store.put(key(timeMs, series), ARMED);
    }

    void arm(long timeMs, String series, Watch watch) {
        store.put(
                key(timeMs, series),
                ByteBuffer.allocate(1 + WATCH)
                        .put(FORMAT_VERSION)
                        .putLong(watch.rows())
                        .putLong(watch.longestMs())
                        .putLong(watch.endedMs())
                        .array());
    }

    void disarm(Due due) {
        store.delete(key(due.timeMs(), due.series()));
    }

    /** The first entries that are due at a time or later, in order, at most so many. */
    List<Due> from(long timeMs, int most) {
        List<Due> first = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> entries = store.range(key(timeMs, ""), key(Long.MAX_VALUE, LAST_KEY))) {
            while (first.size() < most && entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                checkVersion(entry.value);
                ByteBuffer key = ByteBuffer.wrap(entry.key);
                first.add(new Due(
                        key.getLong(1),
                        new String(entry.key, SERIES, entry.key.length - SERIES, StandardCharsets.UTF_8),
                        watch(entry.value)));
            }
        }
        return first;
    }

    /** What was stored of the partition's clock, behind the version. */
    @Nullable
    ByteBuffer clock() {
        byte[] stored = store.get(new byte[] {kind.clock});
        if (stored == null) {
            return null;
        }
        checkVersion(stored);
        if (stored.length != 1 + PartitionClock.BYTES) {
            throw new SerializationException("the clock in deadlines must have " + (1 + PartitionClock.BYTES)
                    + " bytes: length=" + stored.length);
        }
        return ByteBuffer.wrap(stored, 1, PartitionClock.BYTES);
    }

    void clock(PartitionClock clock) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + PartitionClock.BYTES).put(FORMAT_VERSION);
        clock.write(bytes);
        store.put(new byte[] {kind.clock}, bytes.array());
    }

    /** Whether all series that are older than this store have an entry. */
    boolean isKnown() {
        byte[] stored = store.get(new byte[] {kind.known});
        return stored != null && stored.length > 1 && stored[1] != 0;
    }

    /** The last of them that has, in the order of the store; empty for none. */
    String lastKnown() {
        byte[] stored = store.get(new byte[] {kind.known});
        return stored == null ? "" : new String(stored, 2, stored.length - 2, StandardCharsets.UTF_8);
    }

    void known(String last, boolean all) {
        byte[] name = last.getBytes(StandardCharsets.UTF_8);
        store.put(
                new byte[] {kind.known},
                ByteBuffer.allocate(2 + name.length)
                        .put(FORMAT_VERSION)
                        .put((byte) (all ? 1 : 0))
                        .put(name)
                        .array());
    }

    private static void checkVersion(byte[] value) {
        if (value.length == 0 || value[0] != FORMAT_VERSION) {
            throw new SerializationException("entries of deadlines must have format version " + FORMAT_VERSION
                    + ": found " + (value.length == 0 ? "nothing" : value[0]));
        }
    }

    private Watch watch(byte[] value) {
        int expected = kind == Kind.SILENCE ? 1 + WATCH : 1;
        if (value.length != expected) {
            throw new SerializationException(
                    "an entry of deadlines must have " + expected + " bytes: length=" + value.length);
        }
        if (kind == Kind.FORGET) {
            return new Watch(0, 0, 0);
        }
        ByteBuffer bytes = ByteBuffer.wrap(value, 1, WATCH);
        return new Watch(bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    private byte[] key(long timeMs, String series) {
        byte[] name = series.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(SERIES + name.length)
                .put(kind.entry)
                .putLong(timeMs)
                .put(name)
                .array();
    }
}
