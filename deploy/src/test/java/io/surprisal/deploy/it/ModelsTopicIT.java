package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Score;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.ModelsTopicReader;
import io.surprisal.schemas.models.topic.TopicVerification;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishException;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.Published;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol of the models topic on a real broker: large models, half publishes, races, compaction, restarts. */
class ModelsTopicIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofDays(1));
    private static final List<String> SERIES = List.of("a", "b");
    private static final double[] ROWS = {1, 2, 3, 4};
    private static final int ALL = SERIES.size() * ROWS.length;
    private static final int BROKER_LIMIT = 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void carriesAModelThatIsLargerThanAnyMessageMayBe() throws Exception {
        try (Pipeline pipeline = new Pipeline("large", folder)) {
            ModelFile large = TestModels.version("large", 1, 360);
            assertThat(large.getManifest().getWeightsLength()).isGreaterThan(2L * BROKER_LIMIT);

            assertThatThrownBy(() -> publish(
                            pipeline, large, PublishOptions.weightsOnly().withChunkSize(4 * BROKER_LIMIT)))
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("the broker takes no record as large as a chunk of 4194304 bytes");
            assertThat(content(pipeline).keys()).isEmpty();
            Published published =
                    publish(pipeline, large, PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
            pipeline.start();
            pipeline.send(SERIES, START, ROWS);

            assertThat(published.records()).isGreaterThan(5);
            assertThat(versions(pipeline.scores(ALL))).isEqualTo(Map.of("large", (long) ALL));
        }
    }

    @Test
    void startsOnTheOldVersionWhileAPublishIsHalfDone() throws Exception {
        try (Pipeline pipeline = new Pipeline("half", folder);
                KafkaProducer<String, ModelsRecord> producer = pipeline.modelsProducer("half")) {
            champion(pipeline, "1", Activation.usual());
            producer.initTransactions();
            producer.beginTransaction();
            List<ModelsTopicRecord> records = replacing("1", "2");
            send(pipeline, producer, records.subList(0, 2));

            DetectorApp app = pipeline.start();
            pipeline.send(SERIES, LATER, ROWS);
            Map<String, Long> meanwhile = versions(pipeline.scores(ALL));
            send(pipeline, producer, records.subList(2, records.size()));
            producer.commitTransaction();
            awaitEpoch(app, 2);
            pipeline.send(SERIES, LATER.plus(Duration.ofHours(1)), ROWS);

            assertThat(meanwhile).isEqualTo(Map.of("1", (long) ALL));
            assertThat(versions(pipeline.scores(2 * ALL))).isEqualTo(Map.of("1", (long) ALL, "2", (long) ALL));
        }
    }

    @Test
    void isReadTheSameAfterARestartInEveryStateOfAPublishInAnyOrder() throws Exception {
        try (Pipeline pipeline = new Pipeline("states", folder);
                KafkaProducer<String, ModelsRecord> producer = pipeline.modelsProducer("states")) {
            champion(pipeline, "1", Activation.usual());
            producer.initTransactions();
            List<ModelsTopicRecord> backwards = new ArrayList<>(replacing("1", "2"));
            Collections.reverse(backwards); // the alias first, the chunks last
            int sent = 0;
            for (ModelsTopicRecord record : backwards) {
                producer.beginTransaction();
                send(pipeline, producer, List.of(record));
                producer.commitTransaction();
                DetectorApp app = pipeline.start();
                pipeline.send(SERIES, LATER.plus(Duration.ofHours(sent)), ROWS);
                sent++;
                List<Score> scores = pipeline.scores(sent * ALL);
                pipeline.stop(app);

                boolean whole = sent == backwards.size();
                List<Score> last = scores.stream()
                        .filter(score -> score.getVersionFallback() != whole)
                        .toList();
                assertThat(last).hasSize(whole ? ALL : sent * ALL);
                assertThat(versions(last)).containsOnlyKeys(whole ? "2" : "1");
            }
        }
    }

    @Test
    void losesNothingOfWhatIsSaidToBePublishedWhereManyPublishAtOnce() throws Exception {
        try (Pipeline pipeline = new Pipeline("race", folder)) {
            champion(pipeline, "0", Activation.usual());
            ExecutorService people = Executors.newFixedThreadPool(3);
            List<Future<Published>> publishes = new ArrayList<>();
            for (int version = 1; version <= 6; version++) {
                ModelFile file = TestModels.version(Integer.toString(version), version);
                publishes.add(people.submit(() -> publish(pipeline, file, immediately())));
            }
            List<String> made = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            for (Future<Published> publish : publishes) {
                try {
                    made.add(publish.get().identity().version());
                } catch (ExecutionException refused) {
                    failures.add(String.valueOf(refused.getMessage()));
                }
            }
            people.shutdown();

            ModelsTopicContent content = content(pipeline);
            assertThat(made).isNotEmpty();
            assertThat(failures)
                    .allMatch(message -> message.contains("another publish of the same model has taken over"));
            assertThat(TopicVerification.of(content).faults()).isEmpty();
            assertThat(content.schedule(new ModelsTopicKey.Alias(TestModels.NAME, AliasName.CHAMPION))
                            .getEntries())
                    .extracting(AliasEntry::getVersion)
                    .startsWith("0")
                    .containsAll(made)
                    .hasSize(made.size() + 1);
        }
    }

    @Test
    void readsTheSameFromATopicThatWasCompacted() throws Exception {
        try (Pipeline pipeline = new Pipeline("compacted", folder)) {
            String topic = pipeline.topics().models().name();
            champion(pipeline, "1", Activation.usual());
            champion(pipeline, "2", Activation.at(LATER));
            publish(
                    pipeline,
                    TestModels.version("3", 3),
                    PublishOptions.weightsOnly().withChunkSize(200));
            assertThat(new Cli("compacted").run("models", "gc").code()).isZero();
            long before = pipeline.modelsRecords();
            compact(topic);
            // A segment is rolled, and so may be compacted, with the next record.
            Deadline.await(() -> "fewer than " + before + " records of " + topic, () -> {
                publish(
                        pipeline,
                        TestModels.version("2", "2".hashCode()),
                        PublishOptions.weightsOnly().as(AliasName.CHALLENGER, Activation.at(LATER)));
                return pipeline.modelsRecords() < before;
            });

            assertThat(TopicVerification.of(content(pipeline)).faults()).isEmpty();
            pipeline.start();
            pipeline.send(SERIES, START, ROWS);
            pipeline.send(SERIES, LATER, ROWS);
            assertThat(versions(pipeline.scores(2 * ALL))).isEqualTo(Map.of("1", (long) ALL, "2", (long) ALL));
        }
    }

    private static PublishOptions immediately() {
        return PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.immediate());
    }

    private static void champion(Pipeline pipeline, String version, Activation activation) {
        publish(
                pipeline,
                TestModels.version(version, version.hashCode()),
                PublishOptions.weightsOnly().withChunkSize(600).as(AliasName.CHAMPION, activation));
    }

    private static Published publish(Pipeline pipeline, ModelFile file, PublishOptions options) {
        return pipeline.publisher().publish(file, options);
    }

    /** All records of a version in the order of a publish; from later on it replaces the one before. */
    private static List<ModelsTopicRecord> replacing(String before, String version) {
        ModelFile file = TestModels.version(version, version.hashCode());
        int half = (int) (file.getManifest().getWeightsLength() / 2 + 1);
        List<ModelsTopicRecord> records = new ArrayList<>(ModelCodec.toRecords(file, half));
        var schedule = AliasSchedules.append(
                AliasSchedules.empty(), entry(TestModels.version(before, before.hashCode()), Instant.EPOCH));
        schedule = AliasSchedules.append(schedule, entry(file, LATER));
        records.add(new ModelsTopicRecord(
                new ModelsTopicKey.Alias(TestModels.NAME, AliasName.CHAMPION),
                ModelsRecord.newBuilder().setAlias(schedule).build()));
        return records;
    }

    private static AliasEntry entry(ModelFile file, Instant from) {
        return AliasEntry.newBuilder()
                .setEpoch(0)
                .setFromEventTime(from)
                .setSha256(file.getManifest().getSha256())
                .setSince(START)
                .build();
    }

    private static void send(
            Pipeline pipeline, KafkaProducer<String, ModelsRecord> producer, List<ModelsTopicRecord> records)
            throws Exception {
        for (ModelsTopicRecord record : records) {
            producer.send(new ProducerRecord<>(
                            pipeline.topics().models().name(), record.key().format(), record.value()))
                    .get();
        }
    }

    private static ModelsTopicContent content(Pipeline pipeline) {
        return new ModelsTopicReader(
                        Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
                        pipeline.topics().models())
                .read();
    }

    private static void compact(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.BROKER, ""),
                            List.of(set("log.cleaner.backoff.ms", "100")),
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(
                                    set("segment.ms", "1"),
                                    set("min.cleanable.dirty.ratio", "0.0"),
                                    set("delete.retention.ms", "0"))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static void awaitEpoch(DetectorApp app, int epoch) throws Exception {
        Deadline.await(
                () -> "epoch " + epoch, () -> Metrics.of(app).contains("surprisal_model_alias_epoch " + epoch + ".0"));
    }

    private static Map<String, Long> versions(List<Score> scores) {
        return scores.stream().collect(Collectors.groupingBy(Score::getModelVersion, Collectors.counting()));
    }
}
