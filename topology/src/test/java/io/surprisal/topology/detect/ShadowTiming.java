package io.surprisal.topology.detect;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surprisal.avro.AlertEvidence;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.ShadowScore;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.topology.TestModels;
import io.surprisal.topology.feedback.FeedbackDirectory;
import io.surprisal.topology.input.Arrival;
import io.surprisal.topology.input.ArrivalDeserializer;
import io.surprisal.topology.input.EventTimeExtractor;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.view.LatestScores;
import io.surprisal.topology.view.Trials;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.ModelFit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Times what a challenger and what incidents cost of each row, in thread CPU time, with states on the heap and the scores serialized, and
 * counts the bytes of evidence. Not a test: run {@code main} on an idle machine.
 */
final class ShadowTiming {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SERIES = 200;
    private static final int ROUNDS = 15;
    private static final int ROWS = 20_000; // of a round
    private static final int WARM_UP_ROUNDS = 5;

    private static final Map<String, String> WITHOUT_INCIDENTS = Map.of("incidents.enabled", "false");

    private ShadowTiming() {}

    /** Prints a table; arguments are not read. */
    public static void main(String[] arguments) {
        incidents();
        for (int features : new int[] {1, 8, 38}) {
            System.out.printf("%d features: alone %.0f ns a row%n", features, nanos(features, false));
            System.out.printf("%d features: with a challenger %.0f ns a row%n", features, nanos(features, true));
        }
    }

    /** What incidents cost of each row of one feature, in turns. */
    private static void incidents() {
        List<Map<String, String>> settings = List.of(
                WITHOUT_INCIDENTS,
                Map.of("incidents.enabled", "true", "incidents.silence.factor", "0"),
                Map.of("incidents.enabled", "true"));
        List<Task> tasks =
                settings.stream().map(each -> new Task(1, false, each)).toList();
        double[][] rounds = new double[tasks.size()][ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (int each = 0; each < tasks.size(); each++) {
                double nanos = round(tasks.get(each));
                if (round >= 0) {
                    rounds[each][round] = nanos;
                }
            }
        }
        for (double[] each : rounds) {
            Arrays.sort(each);
        }
        System.out.printf(
                "1 feature: without incidents %.0f ns a row, with them %.0f, looking for silence as well %.0f%n",
                rounds[0][ROUNDS / 2], rounds[1][ROUNDS / 2], rounds[2][ROUNDS / 2]);
    }

    private static double round(Task task) {
        List<Record<byte[], Arrival>> records = task.records(ROWS);
        long before = THREADS.getCurrentThreadCpuTime();
        records.forEach(task::process);
        return (double) (THREADS.getCurrentThreadCpuTime() - before) / ROWS;
    }

    private static double nanos(int features, boolean challenged) {
        Task task = new Task(features, challenged, WITHOUT_INCIDENTS);
        double[] rounds = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            double nanos = round(task);
            if (round >= 0) {
                rounds[round] = nanos;
            }
        }
        Arrays.sort(rounds);
        task.report(features);
        return rounds[ROUNDS / 2];
    }

    private static final class Task {
        private final DetectorSettings settings;
        private final Topics topics;
        private final InputReader reader;
        private final DetectProcessor detect;
        private final ShadowProcessor shadow;
        private final MockProcessorContext<Object, Object> detectContext = new MockProcessorContext<>();
        private final MockProcessorContext<String, ShadowScore> shadowContext = new MockProcessorContext<>();
        private final Random random = new Random(1);
        private final int features;
        private long row;
        private long evidence;
        private long evidenceBytes;
        private long shadowBytes;
        private long shadowed;

        Task(int features, boolean challenged, Map<String, String> more) {
            this.features = features;
            StringBuilder names = new StringBuilder();
            for (int feature = 0; feature < features; feature++) {
                names.append(feature == 0 ? "" : ",").append('f').append(feature);
            }
            Map<String, String> values = new HashMap<>(more);
            values.put("features", names.toString());
            values.put("input.format", "json");
            values.put("schema.registry.url", "mock://timing");
            values.put("auto.register.schemas", "true");
            settings = DetectorSettings.of(values);
            topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
            Patience patience = Patience.bySystemClock();
            reader = InputReader.of(settings.input(), settings.registry(), patience);
            DetectorMetrics metrics = new DetectorMetrics(new SimpleMeterRegistry());
            ModelSnapshot bundled = ModelCodec.fromFile(BundledModel.load());
            ModelDirectory directory = new ModelDirectory(
                    "default",
                    new ModelFit(settings.input().featureNames(), List.of()),
                    Optional.of(bundled),
                    topics.models().valueSerde().deserializer(),
                    metrics);
            if (challenged) {
                challenge(directory, bundled);
            }
            detect = new DetectProcessor(
                    settings,
                    directory,
                    new FeedbackDirectory(topics.feedback().valueSerde().deserializer()),
                    patience,
                    metrics,
                    new LatestScores());
            shadow = new ShadowProcessor(settings, metrics, new Trials());
            KeyValueStore<String, byte[]> shadowStates = store(Nodes.SHADOW_STATE);
            detectContext.addStateStore(store(Nodes.SERIES_STATE));
            detectContext.addStateStore(store(Nodes.INCIDENT_STATE));
            detectContext.addStateStore(deadlines());
            detectContext.addStateStore(shadowStates);
            shadowContext.addStateStore(shadowStates);
            detect.init(detectContext);
            shadow.init(shadowContext);
        }

        private static KeyValueStore<String, byte[]> store(String name) {
            KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(new MockProcessorContext<>().getStateStoreContext(), store);
            return store;
        }

        private static KeyValueStore<byte[], byte[]> deadlines() {
            KeyValueStore<byte[], byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(Nodes.DEADLINES), Serdes.ByteArray(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(new MockProcessorContext<>().getStateStoreContext(), store);
            return store;
        }

        /** The bundled model with one weight changed: another version of the same cost. */
        private void challenge(ModelDirectory directory, ModelSnapshot bundled) {
            byte[] weights = bundled.weights();
            weights[0] ^= 1;
            ModelSnapshot other = ModelSnapshot.of("default", "other", Optional.empty(), bundled.spec(), weights);
            for (ModelsTopicRecord record : ModelCodec.toRecords(TestModels.file(other), weights.length)) {
                accept(directory, record.key(), record.value());
            }
            accept(
                    directory,
                    new ModelsTopicKey.Alias("default", AliasName.CHALLENGER),
                    ModelsRecord.newBuilder()
                            .setAlias(AliasSchedules.append(AliasSchedules.empty(), TestModels.entry(other, 0)))
                            .build());
        }

        private void accept(ModelDirectory directory, ModelsTopicKey key, ModelsRecord value) {
            directory.accept(
                    key.format(), topics.models().valueSerde().serializer().serialize("models", value));
        }

        List<Record<byte[], Arrival>> records(int count) {
            return IntStream.range(0, count).mapToObj(index -> record()).toList();
        }

        private Record<byte[], Arrival> record() {
            long time = 1_700_000_000_000L + row / SERIES * 60_000;
            StringBuilder json = new StringBuilder("{");
            for (int feature = 0; feature < features; feature++) {
                json.append(feature == 0 ? "" : ",")
                        .append("\"f")
                        .append(feature)
                        .append("\":")
                        .append(100 + random.nextGaussian() * (random.nextInt(5_000) == 0 ? 20 : 1));
            }
            byte[] key = ("host-" + row % SERIES).getBytes(StandardCharsets.UTF_8);
            byte[] value = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
            Arrival arrival = new ArrivalDeserializer(reader).deserialize("observations", value);
            ConsumerRecord<Object, Object> source = new ConsumerRecord<>(
                    "observations",
                    0,
                    row,
                    time,
                    TimestampType.CREATE_TIME,
                    key.length,
                    value.length,
                    key,
                    arrival,
                    new RecordHeaders(),
                    Optional.empty());
            new EventTimeExtractor(reader).extract(source, 0);
            row++;
            return new Record<>(key, arrival, time);
        }

        void process(Record<byte[], Arrival> record) {
            detect.process(record);
            for (var forwarded : detectContext.forwarded()) {
                take(forwarded.record());
            }
            detectContext.resetForwards();
        }

        @SuppressWarnings("unchecked") // a trial's key is the series key
        private void take(Record<?, ?> record) {
            if (record.value() instanceof Trial) {
                shadow.process((Record<String, Trial>) record);
                shadowContext
                        .forwarded()
                        .forEach(each -> shadowBytes += topics.shadowScores()
                                .valueSerde()
                                .serializer()
                                .serialize("shadow-scores", each.record().value())
                                .length);
                shadowed++;
                shadowContext.resetForwards();
            } else if (record.value() instanceof AlertEvidence alert) {
                evidence++;
                evidenceBytes +=
                        topics.alertEvidence().valueSerde().serializer().serialize("alert-evidence", alert).length;
            }
        }

        void report(int count) {
            System.out.printf(
                    "%d features: %d alerts in %d rows, %d bytes of evidence each; %d bytes of shadow scores a row%n",
                    count,
                    evidence,
                    row,
                    evidence == 0 ? 0 : evidenceBytes / evidence,
                    shadowed == 0 ? 0 : shadowBytes / shadowed);
        }
    }
}
