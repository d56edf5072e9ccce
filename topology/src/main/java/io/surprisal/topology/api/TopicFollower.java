package io.surprisal.topology.api;

import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic, or the end of it, and goes on reading, only what is committed, by a thread of its own and without a consumer
 * group. Whatever is wrong with the topic or the registry is logged, and tried again. Thread-safe.
 *
 * @param <V> its values
 */
final class TopicFollower<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MS = 5_000;

    private final Properties properties = new Properties();
    private final Topic<String, V> topic;
    private final long tail;
    private final Reader<V> reader;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable KafkaConsumer<byte[], byte[]> consumer; // by synchronized methods only
    private volatile boolean caughtUp;

    /** Gets what is read, by the follower's thread. */
    @FunctionalInterface
    interface Reader<V> {

        /**
         * A record, which after trouble may come again.
         *
         * @param timestampMs Kafka's timestamp of it
         */
        void read(V value, long timestampMs);
    }

    /** A follower of a whole topic, which has not begun. See {@link #TopicFollower(Properties, Topic, long, Reader)}. */
    TopicFollower(Properties clients, Topic<String, V> topic, Reader<V> reader) {
        this(clients, topic, Long.MAX_VALUE, reader);
    }

    /**
     * A follower that has not begun.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param tail how many offsets before the end of each partition it begins; {@link Long#MAX_VALUE} for the whole topic
     */
    TopicFollower(Properties clients, Topic<String, V> topic, long tail, Reader<V> reader) {
        properties.putAll(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        this.topic = topic;
        this.tail = tail;
        this.reader = reader;
        this.thread = new Thread(this::run, "surprisal-reads-" + topic.name());
        thread.setDaemon(true);
    }

    /** Begins to read. */
    void start() {
        thread.start();
    }

    /** Whether all has been read that there was when it began. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    // The edge of the thread.
    private void run() {
        while (closing.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> each =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                follow(opened(each));
            } catch (WakeupException closed) {
                // The loop ends.
            } catch (RuntimeException trouble) {
                LOG.warn("The topic {} cannot be read for the API, trying again: {}", topic.name(), trouble.toString());
            }
            pause();
        }
    }

    private synchronized KafkaConsumer<byte[], byte[]> opened(KafkaConsumer<byte[], byte[]> each) {
        consumer = each;
        return each;
    }

    private void pause() {
        try {
            if (closing.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is not read any more", topic.name());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> from) {
        List<TopicPartition> partitions = from.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        from.assign(partitions);
        Map<TopicPartition, Long> ends = from.endOffsets(partitions);
        Map<TopicPartition, Long> begins = from.beginningOffsets(partitions);
        ends.forEach(
                (partition, end) -> from.seek(partition, Math.max(end - tail, begins.getOrDefault(partition, 0L))));
        while (closing.getCount() > 0) {
            if (!caughtUp) {
                caughtUp = ends.entrySet().stream().allMatch(end -> from.position(end.getKey()) >= end.getValue());
            }
            for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
                take(record);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            reader.read(
                    topic.valueSerde().deserializer().deserialize(topic.name(), record.value()), record.timestamp());
        } catch (KafkaException failure) {
            if (RegistryTrouble.causes(failure)) {
                throw failure;
            }
            LOG.warn("Cannot be read: offset {} of {}: {}", record.offset(), topic.name(), failure.toString());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        synchronized (this) {
            if (consumer != null) {
                consumer.wakeup();
            }
        }
    }
}
