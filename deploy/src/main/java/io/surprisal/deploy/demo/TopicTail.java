package io.surprisal.deploy.demo;

import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its beginning, committed records only, on a thread of its own. */
final class TopicTail<K, V> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Topic<K, V> topic;
    private final Consumer<ConsumerRecord<K, V>> reader;
    private final KafkaConsumer<K, V> consumer;
    private final Thread thread;
    private volatile boolean finishing;
    private volatile @Nullable RuntimeException failure;

    /**
     * Begins to read.
     *
     * @param reader gets each record, on the tail's own thread
     */
    TopicTail(String bootstrapServers, Topic<K, V> topic, Consumer<ConsumerRecord<K, V>> reader) {
        this.topic = topic;
        this.reader = reader;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "client.id", "surprisal-demo-" + topic.name(),
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "fetch.max.wait.ms", "50"),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer());
        this.thread = new Thread(this::read, "tail-" + topic.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            while (!finishing) {
                consumer.poll(POLL).forEach(reader);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(reader);
            }
        } catch (WakeupException stopped) {
            // Asked to stop at once.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Reads on to the end that the topic has now, then stops. */
    void finish() throws InterruptedException {
        finishing = true;
        thread.join();
        RuntimeException problem = failure;
        if (problem != null) {
            throw problem;
        }
    }

    /** Stops at once. */
    @Override
    public void close() {
        consumer.wakeup();
    }
}
