package io.surprisal.topology.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleSeriesTest {

    private static final Duration TTL = Duration.ofMinutes(160);
    private static final long MINUTE = 60_000;

    private final Remembered remembered = new Remembered();

    /** Event times by series, as the detector's states have them. */
    private static final class Remembered implements IdleSeries.Memory {
        private final TreeMap<String, Long> last = new TreeMap<>();

        @Override
        public long lastEventTimeMs(String series) {
            return last.getOrDefault(series, -1L);
        }

        @Override
        public List<String> seriesAfter(String series, int most) {
            return last.tailMap(series, false).keySet().stream().limit(most).toList();
        }

        @Override
        public void forget(String series, long nowMs) {
            last.remove(series);
        }

        void observe(IdleSeries idle, String series, long timeMs) {
            if (last.put(series, timeMs) == null) {
                idle.begin(series, timeMs);
            }
            idle.observe(series, timeMs);
        }
    }

    @Test
    void givesSeriesThatAreOlderThanTheStoreTheirEntries() {
        int many = 500;
        for (int each = 0; each < many; each++) {
            remembered.last.put("old-" + each, each * MINUTE / 10);
        }
        IdleSeries idle = new IdleSeries(TTL, store(), remembered);

        for (int minute = 0; minute < 400; minute++) {
            remembered.observe(idle, "a", minute * MINUTE);
            remembered.observe(idle, "b", minute * MINUTE);
        }

        assertThat(remembered.last).containsOnlyKeys("a", "b");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void forgetsTheSameSeriesAtTheSameRecordWhereverItIsRestarted(long seed) {
        List<String> straight = run(new Random(seed), new Random(seed), 0);
        List<String> restarted = run(new Random(seed), new Random(seed + 100), 40);

        assertThat(restarted).isEqualTo(straight);
    }

    /** What is remembered after each record; where {@code everyOf} is given, about every so many records it is restarted. */
    private static List<String> run(Random rows, Random restarts, int everyOf) {
        Remembered memory = new Remembered();
        KeyValueStore<byte[], byte[]> store = store();
        IdleSeries idle = new IdleSeries(TTL, store, memory);
        java.util.ArrayList<String> seen = new java.util.ArrayList<>();
        long now = 0;
        for (int record = 0; record < 2_000; record++) {
            now += rows.nextInt(5) * MINUTE;
            String series = "s" + (int) Math.abs(rows.nextGaussian() * 20);
            long time = rows.nextInt(100) == 0 ? now + TTL.toMillis() * 50 : now - rows.nextInt(20) * MINUTE;
            memory.observe(idle, series, Math.max(0, time));
            seen.add(memory.last.keySet().toString());
            if (everyOf > 0 && restarts.nextInt(everyOf) == 0) {
                idle = new IdleSeries(TTL, store, memory);
            }
        }
        return seen;
    }

    private static KeyValueStore<byte[], byte[]> store() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        KeyValueStore<byte[], byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("deadlines"), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
