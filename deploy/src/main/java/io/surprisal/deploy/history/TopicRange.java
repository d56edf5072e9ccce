package io.surprisal.deploy.history;

import io.surprisal.trainer.data.BadDataException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** The committed records of a topic, from a record timestamp on to the end that it has when reading begins. */
public final class TopicRange {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> clients;
    private final String topic;
    private final Instant since;

    /**
     * A range, not read yet.
     *
     * @param clients properties of Kafka clients
     * @param since the record timestamp to begin with
     */
    public TopicRange(Map<String, Object> clients, String topic, Instant since) {
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        this.since = since;
    }

    /**
     * Reads it, each partition in its order.
     *
     * @throws BadDataException if there is no such topic
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    public <K, V> void read(Deserializer<K> keys, Deserializer<V> values, Consumer<ConsumerRecord<K, V>> reader) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(properties, keys, values)) {
            Map<TopicPartition, Long> ends = start(consumer);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }

    /** Goes to the first records since then; returns where to stop. */
    private Map<TopicPartition, Long> start(KafkaConsumer<?, ?> consumer) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new BadDataException("there is no topic " + topic);
        }
        List<TopicPartition> partitions = infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
        return ends;
    }
}
