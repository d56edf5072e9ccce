package io.surprisal.schemas.models.topic;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the models topic from its beginning, committed records only, as the detectors do. */
public final class ModelsTopicReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration READ_LIMIT = Duration.ofSeconds(30);

    private final Map<String, Object> clients;
    private final Topic<String, ModelsRecord> topic;
    private final TopicPartition partition;
    private final Supplier<ModelsTopicContent> empty;

    /**
     * A reader.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     */
    public ModelsTopicReader(Map<String, Object> clients, Topic<String, ModelsRecord> topic) {
        this(clients, topic, ModelsTopicContent::new);
    }

    /**
     * A reader.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     * @param empty makes the content that each reading fills
     */
    public ModelsTopicReader(
            Map<String, Object> clients, Topic<String, ModelsRecord> topic, Supplier<ModelsTopicContent> empty) {
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        this.partition = new TopicPartition(topic.name(), 0);
        this.empty = empty;
    }

    /**
     * All that is committed now.
     *
     * @throws UnknownTopicOrPartitionException if there is no such topic
     * @throws InvalidTopicException if it has not the one partition that gives its records one order
     * @throws org.apache.kafka.common.KafkaException if brokers or registry do not do their part
     */
    public ModelsTopicContent read() {
        ModelsTopicContent content = empty.get();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            requireTopic(consumer);
            long end = start(consumer);
            long deadline = System.nanoTime() + READ_LIMIT.toNanos();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("topic " + topic.name() + " could be read to offset "
                            + consumer.position(partition) + " of " + end + " in " + READ_LIMIT.toSeconds() + " s");
                }
                poll(consumer, content);
            }
        }
        return content;
    }

    /**
     * Reads until the content is as wished. Another transaction that is open holds back what was committed after its
     * begin, so this may take a while.
     *
     * @return false if it was not within the limit
     */
    public boolean readUntil(Predicate<ModelsTopicContent> wished, Duration limit) {
        ModelsTopicContent content = empty.get();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            start(consumer);
            long deadline = System.nanoTime() + limit.toNanos();
            while (!wished.test(content)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                poll(consumer, content);
            }
            return true;
        }
    }

    /**
     * Makes sure that the topic is there and has the one partition that gives its records one order.
     *
     * @throws UnknownTopicOrPartitionException if there is no such topic
     * @throws InvalidTopicException if it has more partitions
     */
    public void requireTopic() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            requireTopic(consumer);
        }
    }

    private void requireTopic(KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionInfo> partitions;
        try {
            partitions = consumer.partitionsFor(topic.name(), ANSWER_LIMIT);
        } catch (UnknownTopicOrPartitionException e) {
            throw missing();
        }
        if (partitions == null || partitions.isEmpty()) {
            throw missing();
        }
        if (partitions.size() != 1) {
            throw new InvalidTopicException("topic " + topic.name() + " must have one partition, so that its records"
                    + " have one order: partitions=" + partitions.size());
        }
    }

    private UnknownTopicOrPartitionException missing() {
        return new UnknownTopicOrPartitionException("there is no topic " + topic.name());
    }

    /** Goes to the first record; returns the offset after the last committed one. */
    private long start(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return consumer.endOffsets(List.of(partition), ANSWER_LIMIT).getOrDefault(partition, 0L);
    }

    private void poll(KafkaConsumer<byte[], byte[]> consumer, ModelsTopicContent content) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.key() != null) {
                accept(topic.keySerde().deserializer().deserialize(topic.name(), record.key()), record, content);
            }
        }
    }

    private void accept(String key, ConsumerRecord<byte[], byte[]> record, ModelsTopicContent content) {
        ModelsRecord value;
        try {
            value = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
        } catch (SerializationException failure) {
            if (RegistryTrouble.causes(failure)) {
                throw failure;
            }
            content.acceptUnreadable(
                    key, "value at offset " + record.offset() + " cannot be read: " + failure.getMessage());
            return;
        }
        content.accept(key, value);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
