package io.surprisal.deploy.it;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Observation;
import io.surprisal.avro.Score;
import io.surprisal.avro.ShadowScore;
import io.surprisal.deploy.broker.NewTopics;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.setup.TopicSetup;
import io.surprisal.topology.DetectorApp;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.publish.WeightsPublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Topics of one test on the shared broker, and detectors on them. Its registry lives in this JVM. */
final class Pipeline implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String name;
    private final Map<String, String> settings = new HashMap<>();
    private final List<DetectorApp> running = new ArrayList<>();
    private final Topics topics;

    /**
     * Creates the topics.
     *
     * @param name of the test, unique in this JVM
     * @param stateDir for the detectors' stores
     */
    Pipeline(String name, Path stateDir) throws IOException, InterruptedException {
        this.name = name;
        settings.put("bootstrap.servers", SharedBroker.bootstrapServers());
        settings.put("schema.registry.url", "mock://" + name);
        settings.put("application.id", name);
        settings.put("topic.prefix", name + ".");
        settings.put("topic.partitions", "2");
        settings.put("features", "value=values.value");
        settings.put("scores.enabled", "true");
        settings.put("model.fallback", "none");
        settings.put("model.name", TestModels.NAME);
        settings.put("state.dir", stateDir.toString());
        settings.put("http.port", "0");
        settings.put("commit.interval.ms", "50");
        settings.put("shutdown.leave.group", "true");
        DetectorSettings all = DetectorSettings.of(settings);
        this.topics = Topics.of(all.topics(), new RegistrySerdes(all.registry()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()));
                SchemaRegistryClient registry = all.registry().client()) {
            TopicSetup.at(admin, name, registry, all.registry(), all.topics()).run(topics.all(), TopicSetup.Mode.APPLY);
            NewTopics.await(admin, topics.all().stream().map(Topic::name).toList());
        }
    }

    /** Changes a setting of the detectors started from now on. */
    Pipeline with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Starts a detector; it need not have caught up. */
    DetectorApp start() {
        DetectorApp app = DetectorApp.start(DetectorSettings.of(settings));
        running.add(app);
        return app;
    }

    /** Stops a detector as SIGTERM would. */
    void stop(DetectorApp app) {
        running.remove(app);
        app.close();
    }

    Topics topics() {
        return topics;
    }

    /** Publishes to this test's models topic. */
    WeightsPublisher publisher() {
        return new WeightsPublisher(
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers()), topics.models(), Clock.systemUTC());
    }

    /** How many records the models topic holds, deleted ones and markers of transactions left out. */
    long modelsRecords() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topics.models().name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long records = 0;
            while (consumer.position(partition) < end) {
                records += consumer.poll(POLL).count();
            }
            return records;
        }
    }

    /** A producer to the models topic that can write half a publish. */
    KafkaProducer<String, ModelsRecord> modelsProducer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        SharedBroker.bootstrapServers(),
                        "transactional.id",
                        name + transactionalId),
                topics.models().keySerde().serializer(),
                topics.models().valueSerde().serializer());
    }

    /** Sends one value of each row to each series, in order, and waits until the broker has them. */
    void send(List<String> series, Instant start, double... values) throws Exception {
        sendTo(null, series, start, values);
    }

    /** The same to one partition, as a producer with a partitioner of its own does; {@code null} for the usual one. */
    void sendTo(@Nullable Integer partition, List<String> series, Instant start, double... values) throws Exception {
        Topic<String, Observation> topic = topics.observations();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, Observation> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer())) {
            for (int row = 0; row < values.length; row++) {
                Instant time = start.plus(Duration.ofMinutes(row));
                for (String key : series) {
                    Observation observation = new Observation(key, time, Map.of("value", values[row]));
                    sent.add(producer.send(
                            new ProducerRecord<>(topic.name(), partition, time.toEpochMilli(), key, observation)));
                }
            }
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** Waits for a number of committed scores, and returns all that there are. */
    List<Score> scores(int atLeast) throws Exception {
        return read(topics.scores(), atLeast);
    }

    /** Waits for a number of committed scores of champion and challenger, and returns all that there are. */
    List<ShadowScore> shadowScores(int atLeast) throws Exception {
        return read(topics.shadowScores(), atLeast);
    }

    /** Waits for a number of committed alerts, and returns all that there are. */
    List<Anomaly> anomalies(int atLeast) throws Exception {
        return read(topics.anomalies(), atLeast);
    }

    private static <V> List<V> read(Topic<String, V> topic, int atLeast) throws Exception {
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", SharedBroker.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false"),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer())) {
            consumer.assign(consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            List<V> values = new ArrayList<>();
            Deadline.await(() -> atLeast + " records of " + topic.name() + ", there are " + values.size(), () -> {
                consumer.poll(POLL).forEach(record -> values.add(record.value()));
                return values.size() >= atLeast;
            });
            consumer.poll(POLL).forEach(record -> values.add(record.value()));
            return values;
        }
    }

    @Override
    public void close() {
        List.copyOf(running).forEach(this::stop);
    }
}
