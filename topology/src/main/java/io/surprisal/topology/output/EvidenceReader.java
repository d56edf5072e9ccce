package io.surprisal.topology.output;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Finds the evidence of an alert on its topic, by the key; nothing else is decoded. */
public final class EvidenceReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> clients;
    private final Topic<String, AlertEvidence> topic;

    /**
     * A reader.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the evidence with its serdes
     */
    public EvidenceReader(Map<String, Object> clients, Topic<String, AlertEvidence> topic) {
        this.clients = Map.copyOf(clients);
        this.topic = topic;
    }

    /**
     * The committed evidence of an alert: the last one, if it was written several times.
     *
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    public Optional<AlertEvidence> find(String alertId) {
        return find(alertId, 0);
    }

    /**
     * The same among what was written from a moment on, which is faster where it is known when the alert was.
     *
     * @param sinceMs the first timestamp of Kafka's that counts
     */
    public Optional<AlertEvidence> find(String alertId, long sinceMs) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            byte[] key = Utils.utf8(alertId);
            for (TopicPartition partition : likelyFirst(consumer.partitionsFor(topic.name()), key)) {
                Optional<byte[]> found = find(consumer, partition, key, sinceMs);
                if (found.isPresent()) {
                    return found.map(value -> topic.valueSerde().deserializer().deserialize(topic.name(), value));
                }
            }
            return Optional.empty();
        }
    }

    /** All partitions, because their number may have changed; that of the usual partitioner first. */
    private List<TopicPartition> likelyFirst(List<PartitionInfo> infos, byte[] key) {
        if (infos == null || infos.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic.name());
        }
        int likely = Utils.toPositive(Utils.murmur2(key)) % infos.size();
        List<TopicPartition> partitions = new ArrayList<>();
        infos.forEach(info -> partitions.add(
                info.partition() == likely ? 0 : partitions.size(),
                new TopicPartition(topic.name(), info.partition())));
        return partitions;
    }

    private static Optional<byte[]> find(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, byte[] key, long sinceMs) {
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(partition, sinceMs)).get(partition);
        if (first == null) {
            return Optional.empty();
        }
        consumer.seek(partition, first.offset());
        Optional<byte[]> found = Optional.empty();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (Arrays.equals(record.key(), key) && record.value() != null) {
                    found = Optional.of(record.value());
                }
            }
        }
        return found;
    }
}
