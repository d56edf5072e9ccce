package io.surprisal.topology.api;

import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * Reads a topic from its beginning and goes on reading, only what is committed, by a thread of its own and without a consumer
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
    private final Consumer<V> reader;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable KafkaConsumer<byte[], byte[]> consumer; // by synchronized methods only
    private volatile boolean caughtUp;

    /**
     * A follower that has not begun.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param reader gets each value, by the follower's thread; after trouble all of them again
     */
    TopicFollower(Properties clients, Topic<String, V> topic, Consumer<V> reader) {
        properties.putAll(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        this.topic = topic;
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
        from.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = from.endOffsets(partitions);
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
            reader.accept(topic.valueSerde().deserializer().deserialize(topic.name(), record.value()));
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
