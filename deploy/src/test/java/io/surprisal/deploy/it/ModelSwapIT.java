package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Score;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running detector does when the models topic changes. */
class ModelSwapIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofDays(1));
    private static final List<String> SERIES = List.of("a", "b", "c");
    private static final double[] ROWS = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final int ALL = SERIES.size() * ROWS.length;
    private static final int CHUNK_SIZE = 100;

    @TempDir
    private Path folder;

    @Test
    void swapsToANewVersionWithoutARestart() throws Exception {
        try (Pipeline pipeline = new Pipeline("swap", folder)) {
            publish(pipeline, "1", Activation.usual());
            pipeline.start();
            pipeline.send(SERIES, START, ROWS);
            pipeline.scores(ALL);

            publish(pipeline, "2", Activation.at(LATER));
            pipeline.send(SERIES, LATER, ROWS);

            assertThat(versions(pipeline.scores(2 * ALL))).isEqualTo(Map.of("1", (long) ALL, "2", (long) ALL));
        }
    }

    @Test
    void waitsWithItsInputUntilThereIsAModel() throws Exception {
        try (Pipeline pipeline = new Pipeline("empty", folder)) {
            DetectorApp app = pipeline.start();
            pipeline.send(SERIES, START, ROWS);

            assertThat(app.ready().well()).isFalse();
            assertThat(app.ready().reason()).contains("no model", "empty.models");

            publish(pipeline, "1", Activation.usual());

            assertThat(versions(pipeline.scores(ALL))).isEqualTo(Map.of("1", (long) ALL));
            Deadline.await(
                    () -> "ready, but " + app.ready().reason(),
                    () -> app.ready().well());
        }
    }

    @Test
    void keepsTheOldVersionWhenAPublishIsAborted() throws Exception {
        try (Pipeline pipeline = new Pipeline("aborted", folder)) {
            publish(pipeline, "1", Activation.usual());
            pipeline.start();
            try (KafkaProducer<String, ModelsRecord> producer = pipeline.modelsProducer("publish")) {
                producer.initTransactions();
                producer.beginTransaction();
                write(pipeline, producer, records("2"));
                producer.abortTransaction();
            }
            pipeline.send(SERIES, LATER, ROWS);

            assertThat(versions(pipeline.scores(ALL))).isEqualTo(Map.of("1", (long) ALL));
        }
    }

    @Test
    void fallsBackToTheOldVersionWhileAChunkIsMissingAndSaysSo() throws Exception {
        try (Pipeline pipeline = new Pipeline("missing-chunk", folder)) {
            publish(pipeline, "1", Activation.usual());
            pipeline.start();
            List<ModelsTopicRecord> records = new ArrayList<>(records("2"));
            ModelsTopicRecord missing = records.remove(0);
            try (KafkaProducer<String, ModelsRecord> producer = pipeline.modelsProducer("publish")) {
                producer.initTransactions();
                commit(pipeline, producer, records);
                pipeline.send(SERIES, LATER, ROWS);
                List<Score> meanwhile = pipeline.scores(ALL);

                commit(pipeline, producer, List.of(missing));
                pipeline.send(SERIES, LATER.plus(Duration.ofHours(1)), ROWS);
                List<Score> all = pipeline.scores(2 * ALL);

                assertThat(versions(meanwhile)).isEqualTo(Map.of("1", (long) ALL));
                assertThat(meanwhile).anyMatch(Score::getVersionFallback);
                assertThat(versions(all)).containsKey("2");
            }
        }
    }

    private static void publish(Pipeline pipeline, String version, Activation activation) {
        pipeline.publisher()
                .publish(
                        TestModels.version(version, version.hashCode()),
                        PublishOptions.weightsOnly().withChunkSize(CHUNK_SIZE).as(AliasName.CHAMPION, activation));
    }

    /** All records of a version, the alias last: it names version 1 from the beginning, this one from later on. */
    private static List<ModelsTopicRecord> records(String version) {
        ModelFile file = TestModels.version(version, version.hashCode());
        List<ModelsTopicRecord> records = new ArrayList<>(ModelCodec.toRecords(file, CHUNK_SIZE));
        var schedule = AliasSchedules.append(
                AliasSchedules.empty(), entry(TestModels.version("1", "1".hashCode()), Instant.EPOCH));
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

    private static void commit(
            Pipeline pipeline, KafkaProducer<String, ModelsRecord> producer, List<ModelsTopicRecord> records)
            throws Exception {
        producer.beginTransaction();
        write(pipeline, producer, records);
        producer.commitTransaction();
    }

    private static void write(
            Pipeline pipeline, KafkaProducer<String, ModelsRecord> producer, List<ModelsTopicRecord> records)
            throws Exception {
        String topic = pipeline.topics().models().name();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ModelsTopicRecord record : records) {
            sent.add(producer.send(new ProducerRecord<>(topic, record.key().format(), record.value())));
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private static Map<String, Long> versions(List<Score> scores) {
        return scores.stream().collect(Collectors.groupingBy(Score::getModelVersion, Collectors.counting()));
    }
}
