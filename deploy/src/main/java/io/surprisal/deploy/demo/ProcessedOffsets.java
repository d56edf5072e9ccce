package io.surprisal.deploy.demo;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How many of a topic's records a consumer group has committed: the detector's own measure of what is done. */
final class ProcessedOffsets implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Admin admin;
    private final String topic;
    private final String group;

    ProcessedOffsets(String bootstrapServers, String topic, String group) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "surprisal-demo-admin"));
        this.topic = topic;
        this.group = group;
    }

    /** Records of the topic whose results are committed. */
    long committed() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read what the group " + group + " has done", e.getCause());
        }
    }

    /** Hears how far the work is. */
    @FunctionalInterface
    interface Listener {
        void at(long committed);
    }

    /** Waits until at least {@code records} are done; has no limit of its own, the listener may throw. */
    void await(long records, Listener listener) throws InterruptedException {
        for (long done = committed(); done < records; done = committed()) {
            listener.at(done);
            // The broker offers nothing to wait for but another question.
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        }
        listener.at(records);
    }

    @Override
    public void close() {
        admin.close();
    }
}
