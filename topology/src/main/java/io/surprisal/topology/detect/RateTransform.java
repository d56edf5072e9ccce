package io.surprisal.topology.detect;

import io.surprisal.topology.settings.Feature;
import io.surprisal.topology.settings.Transform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes growth rates of counters. What it must remember of a series is one entry for each such feature:
 *
 * <pre>
 *   0  u8   format version, 1
 *   then for each entry, big-endian:
 *   0  i32  hash of the feature's name, as String.hashCode
 *   4  i64  event time of its last reading, milliseconds since 1970
 *  12  f64  its last reading
 *  20  f64  its last rate, for a record that comes twice; NaN = none
 * </pre>
 *
 * <p>A first reading, a reset (a reading below the last) and a second reading of one event time have no rate: it is
 * missing. A missing reading leaves the entry as it is, so that the next rate spans the gap.
 */
final class RateTransform {

    private static final byte FORMAT_VERSION = 1;
    private static final int ENTRY_BYTES = Integer.BYTES + Long.BYTES + Double.BYTES + Double.BYTES;
    private static final double MILLIS_PER_SECOND = 1_000;

    /** Index in an observation's values, and the name's hash. */
    private record Counter(int index, int nameHash) {}

    /** A feature's last reading. */
    private record Entry(int nameHash, long eventTimeMs, double reading, double rate) {}

    /** Transformed values, and what to remember. */
    static final class Transformed {
        private final double[] values;
        private final byte[] memory;

        private Transformed(double[] values, byte[] memory) {
            this.values = values;
            this.memory = memory;
        }

        /** [F], counters replaced by their rates; not a copy. */
        double[] values() {
            return values;
        }

        /** To be stored if the observation is let in; not a copy. */
        byte[] memory() {
            return memory;
        }
    }

    private final List<Counter> counters = new ArrayList<>();

    RateTransform(List<Feature> features) {
        for (int index = 0; index < features.size(); index++) {
            if (features.get(index).transform() == Transform.RATE) {
                counters.add(new Counter(index, features.get(index).name().hashCode()));
            }
        }
    }

    /** Transforms a reading against what is remembered of its series. */
    Transformed apply(byte @Nullable [] memory, long eventTimeMs, double[] readings) {
        double[] values = readings.clone();
        ByteBuffer next = ByteBuffer.allocate(1 + counters.size() * ENTRY_BYTES).put(FORMAT_VERSION);
        for (Counter counter : counters) {
            double reading = readings[counter.index()];
            Entry last = find(memory, counter.nameHash());
            Entry now = advance(last, new Entry(counter.nameHash(), eventTimeMs, reading, Double.NaN));
            values[counter.index()] = Double.NaN;
            if (now != null) {
                if (now.eventTimeMs() == eventTimeMs && now.reading() == reading) {
                    values[counter.index()] = now.rate();
                }
                put(next, now);
            }
        }
        return new Transformed(values, trimmed(next));
    }

    /** What to remember where a series' clock is taken back to this reading: nothing before it counts. */
    byte[] restart(long eventTimeMs, double[] readings) {
        return apply(null, eventTimeMs, readings).memory();
    }

    private static @Nullable Entry advance(@Nullable Entry last, Entry now) {
        if (Double.isNaN(now.reading())) {
            return last;
        }
        if (last == null) {
            return now;
        }
        if (now.eventTimeMs() <= last.eventTimeMs()) {
            return last;
        }
        if (now.reading() < last.reading()) {
            return now;
        }
        double seconds = (now.eventTimeMs() - last.eventTimeMs()) / MILLIS_PER_SECOND;
        return new Entry(now.nameHash(), now.eventTimeMs(), now.reading(), (now.reading() - last.reading()) / seconds);
    }

    private static void put(ByteBuffer buffer, Entry entry) {
        buffer.putInt(entry.nameHash())
                .putLong(entry.eventTimeMs())
                .putDouble(entry.reading())
                .putDouble(entry.rate());
    }

    private static @Nullable Entry find(byte @Nullable [] memory, int nameHash) {
        if (memory == null) {
            return null;
        }
        if (memory.length % ENTRY_BYTES != 1 || memory[0] != FORMAT_VERSION) {
            throw new SerializationException(
                    "transform state must have format version " + FORMAT_VERSION + " and 1 + n·"
                            + ENTRY_BYTES + " bytes: length=" + memory.length
                            + (memory.length == 0 ? "" : ", version=" + memory[0]));
        }
        ByteBuffer buffer = ByteBuffer.wrap(memory, 1, memory.length - 1);
        while (buffer.hasRemaining()) {
            Entry entry = new Entry(buffer.getInt(), buffer.getLong(), buffer.getDouble(), buffer.getDouble());
            if (entry.nameHash() == nameHash) {
                return entry;
            }
        }
        return null;
    }

    private static byte[] trimmed(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
