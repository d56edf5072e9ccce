package io.surprisal.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surprisal.avro.AlertEvidence;
import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Feedback;
import io.surprisal.avro.Incident;
import io.surprisal.avro.Maintenance;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.avro.RouteEntry;
import io.surprisal.avro.RouteSchedule;
import io.surprisal.avro.Score;
import io.surprisal.avro.ShadowScore;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.policy.PolicySchedules;
import io.surprisal.schemas.route.RouteSchedules;
import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.feedback.FeedbackDirectory;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.streams.StreamsSettings;
import io.surprisal.topology.view.LatestScores;
import io.surprisal.topology.view.Trials;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.ModelFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The detector's topology in a test driver, with a registry in this JVM and JSON input unless told otherwise. */
public final class DetectorFixture implements AutoCloseable {

    /** Event time of the first row. */
    public static final long START_MS = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    /** Between two rows. */
    public static final long STEP_MS = Duration.ofMinutes(1).toMillis();

    /** The model that scores while the topic names none. */
    public static final ModelSnapshot BUNDLED = TestModels.seeded(1);

    private static final int CHUNK_BYTES = 100;
    private static final AtomicInteger REGISTRIES = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final DetectorSettings settings;
    private final RegistrySettings registry;
    private final Topics topics;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ModelDirectory directory;
    private final InputReader reader;
    private final DetectorTopology parts;
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final TestInputTopic<String, byte[]> models;
    private final TestOutputTopic<String, Anomaly> anomalies;
    private final TestOutputTopic<byte[], DeadLetter> deadLetters;
    private final Map<ModelsTopicKey.Alias, AliasSchedule> aliases = new HashMap<>();
    private final Map<String, RouteSchedule> routes = new HashMap<>();
    private final Map<String, PolicySchedule> policies = new HashMap<>();

    /** With the bundled model and one feature, {@code value}. */
    public static DetectorFixture start() {
        return start(Map.of());
    }

    /** With these settings beside or in place of the usual ones. */
    public static DetectorFixture start(Map<String, String> settings) {
        return new DetectorFixture(settings, Optional.of(BUNDLED), Patience.Clock.system());
    }

    /** With a choice of fallback and clock. */
    public static DetectorFixture start(
            Map<String, String> settings, Optional<ModelSnapshot> bundled, Patience.Clock clock) {
        return new DetectorFixture(settings, bundled, clock);
    }

    private DetectorFixture(Map<String, String> overrides, Optional<ModelSnapshot> bundled, Patience.Clock clock) {
        String url = "mock://detector-" + REGISTRIES.incrementAndGet();
        folder = temporaryFolder();
        Map<String, String> values = new HashMap<>(Map.of(
                "features", "value",
                "input.format", "json",
                "scores.enabled", "true",
                "schema.registry.url", url,
                "auto.register.schemas", "true",
                "state.dir", folder.toString()));
        values.putAll(overrides);
        settings = DetectorSettings.of(values);
        registry = settings.registry();
        topics = Topics.of(settings.topics(), new RegistrySerdes(registry));
        DetectorMetrics metrics = new DetectorMetrics(meters);
        Patience patience = new Patience(clock);
        directory = new ModelDirectory(
                settings.model().name(),
                new ModelFit(settings.input().featureNames(), settings.input().covariateNames()),
                bundled,
                topics.models().valueSerde().deserializer(),
                metrics);
        Properties properties = StreamsSettings.of(settings);
        reader = InputReader.of(settings.input(), registry, patience);
        parts = new DetectorTopology(
                settings,
                topics,
                directory,
                new FeedbackDirectory(topics.feedback().valueSerde().deserializer()),
                reader,
                patience,
                metrics);
        topology = parts.build(properties);
        driver = new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(START_MS));
        input = driver.createInputTopic(
                topics.observations().name(), new ByteArraySerializer(), new ByteArraySerializer());
        models = driver.createInputTopic(topics.models().name(), new StringSerializer(), new ByteArraySerializer());
        anomalies = driver.createOutputTopic(
                topics.anomalies().name(),
                topics.anomalies().keySerde().deserializer(),
                topics.anomalies().valueSerde().deserializer());
        deadLetters = driver.createOutputTopic(
                topics.deadLetters().name(),
                topics.deadLetters().keySerde().deserializer(),
                topics.deadLetters().valueSerde().deserializer());
    }

    /** The topology as Streams prints it. */
    public String description() {
        return topology.describe().toString();
    }

    /** The registry of this fixture. */
    public RegistrySettings registry() {
        return registry;
    }

    /** Reads the input as configured. */
    public InputReader reader() {
        return reader;
    }

    /** What the models topic has led to. */
    public ModelDirectory directory() {
        return directory;
    }

    /** Event time of a row. */
    public static long timeOf(int row) {
        return START_MS + row * STEP_MS;
    }

    /** A smooth, slightly noisy value, the same for every call. */
    public static double valueOf(int row) {
        return 100 + 10 * StrictMath.sin(row / 7.0) + StrictMath.sin(row * 12.9898) / 2;
    }

    /** Sends a record as it is. */
    public void send(byte @Nullable [] key, byte @Nullable [] value, long timestampMs) {
        input.pipeInput(new TestRecord<>(key, value, Instant.ofEpochMilli(timestampMs)));
    }

    /** Sends JSON with a text key. */
    public void send(String key, String json, long timestampMs) {
        send(key.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8), timestampMs);
    }

    /** Sends one reading of the feature {@code value}, its event time as the record's timestamp. */
    public void read(String key, long eventTimeMs, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("value", value);
        send(key, json(fields), eventTimeMs);
    }

    /** Sends the usual rows of a series. */
    public void readRows(String key, int from, int to) {
        for (int row = from; row < to; row++) {
            read(key, timeOf(row), valueOf(row));
        }
    }

    /** Sends a record of the models topic as it is. */
    public void sendModel(String key, byte @Nullable [] value) {
        models.pipeInput(key, value);
    }

    /** Sends a record of the models topic. */
    public void sendModel(ModelsTopicKey key, ModelsRecord value) {
        sendModelAs(key.format(), value);
    }

    /** Sends a record of the models topic under any key. */
    public void sendModelAs(String key, ModelsRecord value) {
        sendModel(key, topics.models().valueSerde().serializer().serialize("models", value));
    }

    /** The records that publish a model, chunks first. */
    public static List<ModelsTopicRecord> recordsOf(ModelSnapshot model) {
        return ModelCodec.toRecords(TestModels.file(model), CHUNK_BYTES);
    }

    /** Publishes a model without an alias. */
    public void publish(ModelSnapshot model) {
        recordsOf(model).forEach(each -> sendModel(each.key(), each.value()));
    }

    /** Lets the champion mean a model from an event time on. */
    public void promote(ModelSnapshot model, long fromEventTimeMs) {
        name(AliasName.CHAMPION, TestModels.entry(model, fromEventTimeMs));
    }

    /** Lets the challenger mean a model from an event time on. */
    public void challenge(ModelSnapshot model, long fromEventTimeMs) {
        name(AliasName.CHALLENGER, TestModels.entry(model, fromEventTimeMs));
    }

    /** Appends an entry to an alias of the model {@code default}, or of the one that the entry names. */
    public void name(AliasName alias, AliasEntry entry) {
        String model = entry.getName() == null ? "default" : entry.getName();
        ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(model, alias);
        AliasSchedule longer = AliasSchedules.append(aliases.getOrDefault(key, AliasSchedules.empty()), entry);
        aliases.put(key, longer);
        sendModel(key, ModelsRecord.newBuilder().setAlias(longer).build());
    }

    /** Sends the series of a pattern to a model from an event time on. */
    public void route(String pattern, String model, long fromEventTimeMs) {
        RouteEntry entry = RouteEntry.newBuilder()
                .setEpoch(0)
                .setFromEventTime(Instant.ofEpochMilli(fromEventTimeMs))
                .setModel(model)
                .setSince(Instant.EPOCH)
                .build();
        RouteSchedule longer = RouteSchedules.append(routes.getOrDefault(pattern, RouteSchedules.empty()), entry);
        routes.put(pattern, longer);
        sendModel(
                new ModelsTopicKey.Route(pattern),
                ModelsRecord.newBuilder().setRoute(longer).build());
    }

    /** Appends an entry to a pattern's policy, as the topic's next record. */
    public void setPolicy(String pattern, long fromEventTimeMs, Map<String, String> settings) {
        PolicyEntry entry = PolicyEntry.newBuilder()
                .setEpoch(0)
                .setFromEventTime(Instant.ofEpochMilli(fromEventTimeMs))
                .setSettings(settings)
                .setSince(Instant.EPOCH)
                .build();
        PolicySchedule longer = PolicySchedules.append(policy(pattern), entry);
        policies.put(pattern, longer);
        sendModel(
                new ModelsTopicKey.Policy(pattern),
                ModelsRecord.newBuilder().setPolicy(longer).build());
    }

    /** Lets only values far off be alerts: of a model of random weights usual ones are as well. */
    public void calm() {
        setPolicy("*", 0, Map.of("min.deviation", "1000"));
    }

    /** The policy that was set for a pattern. */
    public PolicySchedule policy(String pattern) {
        return policies.getOrDefault(pattern, PolicySchedules.empty());
    }

    /** Alerts since the last call. */
    public List<Anomaly> anomalies() {
        return anomalies.readValuesToList();
    }

    /** Alerts since the last call, as records. */
    public List<TestRecord<String, Anomaly>> anomalyRecords() {
        return anomalies.readRecordsToList();
    }

    /** Lets wall-clock time pass without records. */
    public void letPass(Duration duration) {
        driver.advanceWallClockTime(duration);
    }

    /** Says something of an incident. */
    public void say(Feedback feedback) {
        driver.createInputTopic(
                        topics.feedback().name(),
                        new StringSerializer(),
                        topics.feedback().valueSerde().serializer())
                .pipeInput(feedback.getSeries(), feedback);
    }

    /** Announces a window. */
    public void announce(String id, Maintenance window) {
        sendModel(
                new ModelsTopicKey.Maintenance(id),
                ModelsRecord.newBuilder().setMaintenance(window).build());
    }

    /** Records of incidents since the last call. */
    public List<Incident> incidents() {
        return driver.createOutputTopic(
                        topics.incidents().name(),
                        topics.incidents().keySerde().deserializer(),
                        topics.incidents().valueSerde().deserializer())
                .readValuesToList();
    }

    /** Scores since the last call. */
    public List<Score> scores() {
        TestOutputTopic<String, Score> scores = driver.createOutputTopic(
                topics.scores().name(),
                topics.scores().keySerde().deserializer(),
                topics.scores().valueSerde().deserializer());
        return scores.readValuesToList();
    }

    /** Scores of champion and challenger since the last call. */
    public List<ShadowScore> shadowScores() {
        return driver.createOutputTopic(
                        topics.shadowScores().name(),
                        topics.shadowScores().keySerde().deserializer(),
                        topics.shadowScores().valueSerde().deserializer())
                .readValuesToList();
    }

    /** Evidence since the last call, by the keys of the records. */
    public Map<String, AlertEvidence> evidence() {
        return driver.createOutputTopic(
                        topics.alertEvidence().name(),
                        topics.alertEvidence().keySerde().deserializer(),
                        topics.alertEvidence().valueSerde().deserializer())
                .readKeyValuesToMap();
    }

    /** The last score since the last call. */
    public Score lastScore() {
        List<Score> all = scores();
        return all.get(all.size() - 1);
    }

    /** Dead letters since the last call. */
    public List<DeadLetter> deadLetters() {
        return deadLetters.readValuesToList();
    }

    /** Dead letters since the last call, as records. */
    public List<TestRecord<byte[], DeadLetter>> deadLetterRecords() {
        return deadLetters.readRecordsToList();
    }

    /** What is remembered of a series. */
    public Optional<SeriesState> state(String key) {
        return state(Nodes.SERIES_STATE, key);
    }

    /** What is remembered of a series under a challenger. */
    public Optional<SeriesState> shadowState(String key) {
        return state(Nodes.SHADOW_STATE, key);
    }

    /** Takes a series over as another instance left it, as after a rebalance. */
    public void takeOver(String key, DetectorFixture other) {
        remember(key, other.state(key).orElseThrow().bytes().clone());
    }

    /** Puts what is remembered of a series into the store, as it is after a restore. */
    public void remember(String key, byte[] state) {
        driver.<String, byte[]>getKeyValueStore(Nodes.SERIES_STATE).put(key, state);
    }

    private Optional<SeriesState> state(String store, String key) {
        byte[] bytes = driver.<String, byte[]>getKeyValueStore(store).get(key);
        return Optional.ofNullable(bytes).map(SeriesState::wrap);
    }

    /** The rows of a series that are kept to be looked at, by their event times. */
    public Map<Long, byte[]> history(String key) {
        Map<Long, byte[]> rows = new LinkedHashMap<>();
        try (WindowStoreIterator<byte[]> kept = historyStore().fetch(key, 0L, Long.MAX_VALUE)) {
            kept.forEachRemaining(row -> rows.put(row.key, row.value));
        }
        return rows;
    }

    /** The store of these rows. */
    public WindowStore<String, byte[]> historyStore() {
        return driver.getWindowStore(Nodes.SCORE_HISTORY);
    }

    /** How challengers have judged. */
    public Trials trials() {
        return parts.trials();
    }

    /** The latest scores of all series. */
    public LatestScores latestScores() {
        return parts.latestScores();
    }

    /** What was written to a store's changelog since the last call; null is a tombstone. */
    public List<KeyValue<byte[], byte[]>> changelog(String store) {
        return driver.createOutputTopic(
                        settings.engine().applicationId() + '-' + store + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readKeyValuesToList();
    }

    /** How many entries a store has. */
    public long entries(String store) {
        long entries = 0;
        try (KeyValueIterator<Object, Object> all =
                driver.getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                entries++;
            }
        }
        return entries;
    }

    /** A counter, over all its tags whose values are given. */
    public long count(String name, String... tags) {
        return (long) meters.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Topics that Streams has written to. */
    public List<String> writtenTopics() {
        return new ArrayList<>(driver.producedTopicNames());
    }

    private static String json(Map<String, @Nullable Object> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("detector");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
