package io.surprisal.topology.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.model.detect.Explanation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.settings.DetectorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentsTest {

    private static final DetectorSettings.Incidents TWO_OF_FIVE =
            new DetectorSettings.Incidents(true, 2, 5, 7, Duration.ofMinutes(9), 10, 0);
    private static final long MINUTE = 60_000;

    /** What was written, and how many are open. */
    private static final class Told implements Incidents.Listener {
        private final List<Incident> records = new ArrayList<>();
        private int open;

        @Override
        public void changed(Incident incident) {
            records.add(incident);
        }

        @Override
        public void open(int change) {
            open += change;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void writesTheSameWhereverItIsRestarted(long seed) {
        Told straight = run(new Random(seed), new Random(seed), 0);
        Told restarted = run(new Random(seed), new Random(seed + 100), 20);

        assertThat(straight.records).hasSizeGreaterThan(20);
        assertThat(restarted.records).isEqualTo(straight.records);
        assertThat(restarted.open).isEqualTo(straight.open);
        assertThat(straight.records)
                .allSatisfy(
                        incident -> assertThat(incident.getStatus()).isIn(IncidentStatus.OPEN, IncidentStatus.CLOSED));
    }

    @Test
    void refusesBytesThatAreNone() {
        KeyValueStore<String, byte[]> store = store();
        store.put("a", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> new Incidents(TWO_OF_FIVE, store, new Told()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("incident");
    }

    private static Told run(Random rows, Random restarts, int everyOf) {
        Told told = new Told();
        KeyValueStore<String, byte[]> store = store();
        Incidents incidents = new Incidents(TWO_OF_FIVE, store, told);
        long[] numbers = new long[3];
        for (int record = 0; record < 3_000; record++) {
            int series = rows.nextInt(numbers.length);
            long number = ++numbers[series];
            boolean burst = number % 40 < 6;
            double score = rows.nextDouble() < (burst ? 0.6 : 0.02) ? 0.5 + rows.nextDouble() * 0.45 : 0;
            if (rows.nextInt(200) == 0) {
                incidents.silent("s" + series, number * MINUTE, number * MINUTE + 1, MINUTE);
            }
            incidents.row(new SeriesRow(
                    "s" + series,
                    number * MINUTE,
                    number,
                    "t-0-" + record,
                    score == 0 ? null : scored(score),
                    null,
                    3));
            if (everyOf > 0 && restarts.nextInt(everyOf) == 0) {
                incidents.handOver();
                incidents = new Incidents(TWO_OF_FIVE, store, told);
            }
        }
        return told;
    }

    private static Verdict.Scored scored(double score) {
        return new Verdict.Scored(
                0, -3 * Math.log(1 - score) / Math.log(2), score, 0.5, false, false, false, Explanation.NONE);
    }

    private static KeyValueStore<String, byte[]> store() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("incident-state"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
