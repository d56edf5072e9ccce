package io.surprisal.deploy.models;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads the models topic from its beginning to the end that it has at that moment. */
public final class ModelsTopicReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ModelsTopicReader() {}

    /**
     * Reads all committed records.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    public static ModelsTopicContent read(Map<String, Object> clients, Topic<String, ModelsRecord> topic) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        ModelsTopicContent content = new ModelsTopicContent();
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        try (KafkaConsumer<String, ModelsRecord> consumer = new KafkaConsumer<>(
                properties, topic.keySerde().deserializer(), topic.valueSerde().deserializer())) {
            if (consumer.partitionsFor(topic.name()).isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic.name());
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("topic " + topic.name() + " could be read to offset "
                            + consumer.position(partition) + " of " + end + " within " + LIMIT.toSeconds() + " s");
                }
                consumer.poll(POLL).forEach(record -> content.accept(record.key(), record.value()));
            }
        }
        return content;
    }
}
