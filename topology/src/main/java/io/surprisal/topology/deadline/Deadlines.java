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
 * The store of what is due for which series, in order of time, so that what is due is found without a look at the rest. Not
 * thread-safe.
 *
 * <pre>
 * key    0  u8   kind of entry: 0 = the partition's clock, 1 = forget the series if it is idle,
 *                2 = how far the series are known that are older than the store; 0 and 2 are whole keys
 *        1  i64  when it is due, milliseconds since 1970, big endian
 *        9  …    series key, UTF-8
 *
 * value  0  u8   format version 1
 *        1  …    of the clock: what {@link PartitionClock} says
 *        1  u8   of kind 2: whether all series have an entry that were there before there was a time to live
 *        2  …    of kind 2: else the last one that has, UTF-8
 * </pre>
 */
final class Deadlines {

    private static final byte FORMAT_VERSION = 1;
    private static final byte CLOCK = 0;
    private static final byte FORGET = 1;
    private static final int SERIES = 1 + Long.BYTES;
    private static final byte KNOWN = 2;
    private static final byte[] CLOCK_KEY = {CLOCK};
    private static final byte[] KNOWN_KEY = {KNOWN};
    /** Behind every series key of the same time: no key begins with the highest code point, which is none. */
    private static final String LAST_KEY = "\uDBFF\uDFFF";

    private static final byte[] ARMED = {FORMAT_VERSION};

    /** An entry that is due. */
    record Due(long timeMs, String series) {}

    private final KeyValueStore<byte[], byte[]> store;

    Deadlines(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    void arm(long timeMs, String series) {
        store.put(key(timeMs, series), ARMED);
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
                        new String(entry.key, SERIES, entry.key.length - SERIES, StandardCharsets.UTF_8)));
            }
        }
        return first;
    }

    /** What was stored of the partition's clock, behind the version. */
    @Nullable
    ByteBuffer clock() {
        byte[] stored = store.get(CLOCK_KEY);
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
        store.put(CLOCK_KEY, bytes.array());
    }

    /** Whether all series that are older than this store have an entry. */
    boolean isKnown() {
        byte[] stored = store.get(KNOWN_KEY);
        return stored != null && stored.length > 1 && stored[1] != 0;
    }

    /** The last of them that has, in the order of the store; empty for none. */
    String lastKnown() {
        byte[] stored = store.get(KNOWN_KEY);
        return stored == null ? "" : new String(stored, 2, stored.length - 2, StandardCharsets.UTF_8);
    }

    void known(String last, boolean all) {
        byte[] name = last.getBytes(StandardCharsets.UTF_8);
        store.put(
                KNOWN_KEY,
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

    private static byte[] key(long timeMs, String series) {
        byte[] name = series.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(SERIES + name.length)
                .put(FORGET)
                .putLong(timeMs)
                .put(name)
                .array();
    }
}
