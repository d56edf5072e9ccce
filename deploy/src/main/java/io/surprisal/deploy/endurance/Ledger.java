package io.surprisal.deploy.endurance;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Score;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All that was written and committed of a run: what was said of each observation, by the observation's partition and
 * offset, and each alert with its evidence, by its id; as bytes, so that nothing is equal that is not.
 */
final class Ledger {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int SCHEMA_ID_BYTES = 5; // a zero byte and an int, which may differ between two topics

    private final Map<String, byte[]> records = new HashMap<>();
    private final Map<String, String> repeated = new HashMap<>();
    private final Set<String> ofFallbacks = new HashSet<>();
    private final Set<String> judged = new HashSet<>();
    private final Set<String> versions = new TreeSet<>();
    private long fallbacks;
    private long alerts;

    private Ledger() {}

    /** Reads all that is committed. */
    static Ledger read(String bootstrapServers, Topics topics) {
        Ledger ledger = new Ledger();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            toEnd(consumer, topics.scores(), ledger::score);
            toEnd(consumer, topics.anomalies(), ledger::anomaly);
            toEnd(
                    consumer,
                    topics.alertEvidence(),
                    (record, value) -> ledger.put("evidence " + text(record.key()), record));
            toEnd(consumer, topics.deadLetters(), ledger::letter);
        }
        return ledger;
    }

    /** A consumer that sees what is committed. */
    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static <V> void toEnd(
            KafkaConsumer<byte[], byte[]> consumer,
            Topic<?, V> topic,
            BiConsumer<ConsumerRecord<byte[], byte[]>, V> reader) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var deserializer = topic.valueSerde().deserializer();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                reader.accept(record, deserializer.deserialize(topic.name(), record.value()));
            }
        }
    }

    private void score(ConsumerRecord<byte[], byte[]> record, Score score) {
        String place = score.getSourcePartition() + "-" + score.getSourceOffset();
        judged.add(place);
        versions.add(score.getModelVersion());
        put("score " + place, record);
        if (score.getVersionFallback()) {
            fallbacks++;
            ofFallbacks.add(score.getSeries());
        }
    }

    private void anomaly(ConsumerRecord<byte[], byte[]> record, Anomaly anomaly) {
        alerts++;
        put("alert " + anomaly.getAlertId(), record);
    }

    /** Its bytes have the time when it was written. */
    private void letter(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        String place = letter.getSourcePartition() + "-" + letter.getSourceOffset();
        judged.add(place);
        String id = "dead letter " + place;
        byte[] cause = letter.getCauseClass().getBytes(StandardCharsets.UTF_8);
        if (records.put(id, cause) != null) {
            repeated.put(id, record.topic());
        }
    }

    private void put(String id, ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (records.put(id, Arrays.copyOfRange(value, SCHEMA_ID_BYTES, value.length)) != null) {
            repeated.put(id, record.topic());
        }
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** Everything that is there, by what it is and of what. */
    Map<String, byte[]> records() {
        return records;
    }

    /** What is there more than once, and in which topic. */
    Map<String, String> repeated() {
        return repeated;
    }

    /** The observations of which something was said, as {@code partition-offset}. */
    Set<String> judged() {
        return judged;
    }

    /** Series with a row that another version judged than was scheduled, because that was not complete. */
    Set<String> seriesOfFallbacks() {
        return ofFallbacks;
    }

    /** How many such rows there were. */
    long fallbacks() {
        return fallbacks;
    }

    /** The versions that judged anything. */
    Set<String> versions() {
        return versions;
    }

    /** How many alerts. */
    long alerts() {
        return alerts;
    }
}
