package io.surprisal.deploy.bench.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surprisal.deploy.bench.step.SeriesRows;
import io.surprisal.deploy.broker.NewTopics;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.topology.DetectorTopology;
import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.feedback.FeedbackDirectory;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.streams.StreamsSettings;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.ModelFit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * An application of the detector's topology, with a registry in this process. Every series has a state when it starts: its
 * changelog is written first, so the start is a restore.
 */
final class BenchApp implements AutoCloseable {

    /** Partitions of the input. */
    static final int PARTITIONS = 4;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MS = 5;
    private static final double FAR_OFF = 1e5;

    private final AppSpec spec;
    private final String bootstrapServers;
    private final DetectorSettings settings;
    private final Load load;
    private final KafkaStreams streams;
    private final LongSupplier processed;
    private long produced;

    private BenchApp(
            AppSpec spec,
            String bootstrapServers,
            DetectorSettings settings,
            Load load,
            KafkaStreams streams,
            LongSupplier processed) {
        this.spec = spec;
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
        this.load = load;
        this.streams = streams;
        this.processed = processed;
    }

    /**
     * Makes an application that has not started; the first of an id needs {@link #prepare}.
     *
     * @param id unique on this broker
     * @param folder for its stores
     * @param state what a series begins with, for example
     */
    static BenchApp of(AppSpec spec, String id, String bootstrapServers, Path folder, byte[] state) {
        DetectorSettings settings = DetectorSettings.of(settings(spec, id, bootstrapServers, folder));
        Load load = new Load(settings, spec.keys(), spec.features());
        Properties properties = StreamsSettings.of(settings);
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, spec.name());
        spec.streams().accept(properties);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        LongAdder floorRecords = new LongAdder();
        Topology topology = topology(spec, settings, properties, meters, floorRecords, state);
        Counter records = meters.get("surprisal.records").counter();
        BenchApp app = new BenchApp(
                spec,
                bootstrapServers,
                settings,
                load,
                new KafkaStreams(topology, properties),
                spec.judges() ? () -> (long) records.count() : floorRecords::sum);
        return app;
    }

    /** Makes its topics and writes the states that its series begin with to the changelog; once for an id. */
    void prepare(List<byte[]> states) throws InterruptedException {
        createTopics();
        seed(states);
    }

    private static Map<String, String> settings(AppSpec spec, String id, String bootstrapServers, Path folder) {
        Map<String, String> values = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "application.id",
                id,
                "topic.prefix",
                id + ".",
                "schema.registry.url",
                "mock://" + id,
                "auto.register.schemas",
                "true",
                "features",
                String.join(",", SeriesRows.featureNames(spec.features())),
                "state.dir",
                folder.resolve(id).toString()));
        values.putAll(spec.settings());
        return values;
    }

    private static Topology topology(
            AppSpec spec,
            DetectorSettings settings,
            Properties properties,
            SimpleMeterRegistry meters,
            LongAdder floorRecords,
            byte[] state) {
        Topics topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
        DetectorMetrics metrics = new DetectorMetrics(meters);
        ModelSnapshot bundled = ModelCodec.fromFile(BundledModel.load());
        ModelFit fit =
                new ModelFit(settings.input().featureNames(), settings.input().covariateNames());
        ModelDirectory directory = new ModelDirectory(
                settings.model().name(),
                fit,
                Optional.of(bundled),
                topics.models().valueSerde().deserializer(),
                metrics);
        Patience patience = Patience.bySystemClock();
        InputReader reader = InputReader.of(settings.input(), settings.registry(), patience);
        DetectorTopology topology = new DetectorTopology(
                settings,
                topics,
                directory,
                new FeedbackDirectory(topics.feedback().valueSerde().deserializer()),
                reader,
                patience,
                metrics);
        if (spec.judges()) {
            return topology.build(properties);
        }
        SeriesState layout = SeriesState.wrap(state);
        int from = layout.layout().hidden(0);
        int bytes =
                layout.layout().recurrentSize() * (spec.features() == 1 ? Float.BYTES : Short.BYTES * spec.features());
        int fitting = Math.min(bytes, state.length - from);
        return topology.build(properties, () -> new FloorProcessor(from, fitting, floorRecords));
    }

    private String changelog() {
        return settings.engine().applicationId() + "-" + Nodes.SERIES_STATE + "-changelog";
    }

    private void createTopics() throws InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        for (TopicRole role : TopicRole.values()) {
            NewTopic topic =
                    new NewTopic(settings.topics().name(role), role == TopicRole.MODELS ? 1 : PARTITIONS, (short) 1);
            topics.add(role == TopicRole.MODELS ? compacted(topic) : topic);
        }
        topics.add(compacted(new NewTopic(changelog(), PARTITIONS, (short) 1)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
            NewTopics.await(admin, topics.stream().map(NewTopic::name).toList());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker makes no topics", e);
        }
    }

    private static NewTopic compacted(NewTopic topic) {
        return topic.configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private void seed(List<byte[]> states) {
        try (ByteProducer producer = new ByteProducer(bootstrapServers)) {
            for (int series = 0; series < spec.keys(); series++) {
                producer.send(new ProducerRecord<>(changelog(), Load.key(series), states.get(series % states.size())));
            }
        }
    }

    /** Starts it and waits until all states are restored. */
    void start() throws InterruptedException {
        streams.start();
        await("it runs", () -> streams.state() == KafkaStreams.State.RUNNING);
    }

    /** Tells whoever asks how the restore goes; before the start. */
    void watchRestore(StateRestoreListener listener) {
        streams.setGlobalStateRestoreListener(listener);
    }

    /** Whether its standbys have all that the changelogs have. */
    boolean standsBy() {
        return streams.metadataForLocalThreads().stream()
                        .anyMatch(thread -> !thread.standbyTasks().isEmpty())
                && streams.allLocalStorePartitionLags().values().stream()
                        .flatMap(partitions -> partitions.values().stream())
                        .allMatch(lag -> lag.offsetLag() == 0);
    }

    /** Waits for that. */
    void awaitStandby() throws InterruptedException {
        await("it stands by", this::standsBy);
    }

    /** Bytes that RocksDB counts as its own in memory: blocks, write buffers, indexes and filters of all stores. */
    double rocksDbBytes() {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("block-cache-usage"))
                .mapToDouble(metric -> metric.metricValue() instanceof Number bytes ? bytes.doubleValue() : 0)
                .max()
                .orElse(0);
    }

    /** Bytes of the changelog on the broker's disk. */
    long changelogBytes() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(folders -> folders.values().stream())
                    .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(changelog()))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not tell the size of its logs", e);
        }
    }

    /** Holds the input back. */
    void pause() {
        streams.pause();
    }

    /** Lets the input through. */
    void resume() {
        streams.resume();
    }

    /** Writes observations to its input topic. */
    void produce(int observations) {
        String topic = settings.topics().name(TopicRole.OBSERVATIONS);
        try (ByteProducer producer = new ByteProducer(bootstrapServers)) {
            for (int each = 0; each < observations; each++) {
                producer.send(load.record(topic, produced++, 0));
            }
        }
    }

    /**
     * Writes one observation to its input topic.
     *
     * @param every each so-many-th of all is an incident, far from all before it; 0: none is
     * @param appended is told of incidents: which, and the nanosecond at which the broker had it
     */
    void send(ByteProducer producer, int every, Map<String, Long> appended) {
        boolean incident = every > 0 && produced % every == 0;
        ProducerRecord<byte[], byte[]> record =
                load.record(settings.topics().name(TopicRole.OBSERVATIONS), produced++, incident ? FAR_OFF : 0);
        String which = incident(new String(record.key(), StandardCharsets.UTF_8), record.timestamp());
        producer.send(record, incident ? () -> appended.putIfAbsent(which, System.nanoTime()) : () -> {});
    }

    /** What tells an incident, and its alert, from all others. */
    static String incident(String series, long timestampMs) {
        return series + '@' + timestampMs;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where its alerts are. */
    String anomaliesTopic() {
        return settings.topics().name(TopicRole.ANOMALIES);
    }

    /** Observations that were processed so far. */
    long processed() {
        return processed.getAsLong();
    }

    /** Waits until all that was produced is processed. */
    void awaitProcessed() throws InterruptedException {
        await("all is processed", () -> processed.getAsLong() >= produced);
    }

    /** Waits until what was processed is committed for sure. */
    void awaitCommitted() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(3 * settings.engine().commitIntervalMs());
    }

    private void await(String what, BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline || streams.state() == KafkaStreams.State.ERROR) {
                throw new IllegalStateException("%s: waited in vain until %s: state %s, %,d of %,d processed"
                        .formatted(spec.name(), what, streams.state(), processed.getAsLong(), produced));
            }
            // Streams offers nothing to wait for.
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(Duration.ofSeconds(20))
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
