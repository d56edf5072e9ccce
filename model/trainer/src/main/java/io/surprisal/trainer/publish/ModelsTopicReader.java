package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads the models topic from its beginning, committed records only, as the detectors do. */
final class ModelsTopicReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration READ_LIMIT = Duration.ofSeconds(30);

    private final Map<String, Object> clients;
    private final Topic<String, ModelsRecord> topic;
    private final TopicPartition partition;

    ModelsTopicReader(Map<String, Object> clients, Topic<String, ModelsRecord> topic) {
        this.clients = clients;
        this.topic = topic;
        this.partition = new TopicPartition(topic.name(), 0);
    }

    /**
     * Makes sure that the topic is there and has the one partition that gives its records one order.
     *
     * @throws PublishException if it is not
     */
    void requireTopic() {
        try (KafkaConsumer<String, ModelsRecord> consumer = consumer()) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic.name(), ANSWER_LIMIT);
            if (partitions == null || partitions.isEmpty()) {
                throw missing();
            }
            if (partitions.size() != 1) {
                throw new PublishException(
                        "topic " + topic.name() + " must have one partition, so that its records have"
                                + " one order: partitions=" + partitions.size());
            }
        } catch (UnknownTopicOrPartitionException e) {
            throw missing();
        }
    }

    private PublishException missing() {
        return new PublishException("there is no topic " + topic.name() + "; run setup first");
    }

    /** All that is committed now. */
    TopicContent read() {
        TopicContent content = new TopicContent();
        try (KafkaConsumer<String, ModelsRecord> consumer = consumer()) {
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
    boolean readUntil(Predicate<TopicContent> wished, Duration limit) {
        TopicContent content = new TopicContent();
        try (KafkaConsumer<String, ModelsRecord> consumer = consumer()) {
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

    /** Goes to the first record; returns the offset after the last committed one. */
    private long start(KafkaConsumer<String, ModelsRecord> consumer) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return consumer.endOffsets(List.of(partition), ANSWER_LIMIT).getOrDefault(partition, 0L);
    }

    private static void poll(KafkaConsumer<String, ModelsRecord> consumer, TopicContent content) {
        consumer.poll(POLL).forEach(record -> content.accept(record.key(), record.value()));
    }

    private KafkaConsumer<String, ModelsRecord> consumer() {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(
                properties, topic.keySerde().deserializer(), topic.valueSerde().deserializer());
    }
}
