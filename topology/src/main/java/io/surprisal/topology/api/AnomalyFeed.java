package io.surprisal.topology.api;

import io.surprisal.avro.Anomaly;
import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
 * The newest alerts of all instances, as the topic has them: only those that are committed, and those from before this
 * start as well. Read by a thread of its own, which begins so many records before the end of each partition; kept are those
 * with the latest event times. Thread-safe.
 */
public final class AnomalyFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnomalyFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MS = 5_000;

    /**
     * An alert's place among the others.
     *
     * @param eventTimeMs of the alert
     * @param alertId where two are of one moment
     */
    record Place(long eventTimeMs, String alertId) implements Comparable<Place> {

        static Place of(Anomaly anomaly) {
            return new Place(anomaly.getEventTime().toEpochMilli(), anomaly.getAlertId());
        }

        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(eventTimeMs, other.eventTimeMs);
            return byTime == 0 ? alertId.compareTo(other.alertId) : byTime;
        }
    }

    /**
     * An alert.
     *
     * @param anomaly as it was written
     * @param timestampMs Kafka's timestamp of it
     */
    record Alert(Anomaly anomaly, long timestampMs) {}

    private final Properties properties;
    private final Topic<String, Anomaly> topic;
    private final int kept;
    private final Thread thread = new Thread(this::run, "surprisal-anomalies");
    private final CountDownLatch closing = new CountDownLatch(1);

    // Both by synchronized methods only.
    private final NavigableMap<Place, Alert> alerts = new TreeMap<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    private volatile boolean caughtUp;

    /**
     * A feed that has not begun to read.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param kept how many alerts at most; with 0 nothing is ever read
     */
    public AnomalyFeed(Properties clients, Topic<String, Anomaly> topic, int kept) {
        this.properties = new Properties();
        properties.putAll(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", "false");
        this.topic = topic;
        this.kept = kept;
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        if (kept > 0) {
            thread.start();
        }
    }

    /** How many alerts it keeps at most. */
    int kept() {
        return kept;
    }

    /** Whether all has been read that there was when it began. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /**
     * The newest alerts first.
     *
     * @param before only those before this place; {@code null} for the newest
     */
    synchronized List<Alert> newest(@Nullable Place before, Predicate<Anomaly> wanted, int limit) {
        NavigableMap<Place, Alert> from = before == null ? alerts : alerts.headMap(before, false);
        List<Alert> newest = new ArrayList<>();
        for (Alert alert : from.descendingMap().values()) {
            if (newest.size() == limit) {
                break;
            }
            if (wanted.test(alert.anomaly())) {
                newest.add(alert);
            }
        }
        return newest;
    }

    /** The alert of this name, if it is among those that are kept. */
    Optional<Alert> find(String alertId) {
        return newest(null, anomaly -> anomaly.getAlertId().equals(alertId), 1).stream()
                .findFirst();
    }

    // The edge of the thread: whatever is wrong with the topic or the registry is said, and tried again.
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
                LOG.debug("No more alerts are read for the API");
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
                (partition, end) -> from.seek(partition, Math.max(end - kept, begins.getOrDefault(partition, 0L))));
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
            add(topic.valueSerde().deserializer().deserialize(topic.name(), record.value()), record.timestamp());
        } catch (KafkaException failure) {
            if (RegistryTrouble.causes(failure)) {
                throw failure;
            }
            LOG.warn("Not an alert: offset {} of {}: {}", record.offset(), topic.name(), failure.toString());
        }
    }

    private synchronized void add(Anomaly anomaly, long timestampMs) {
        alerts.put(Place.of(anomaly), new Alert(anomaly, timestampMs));
        if (alerts.size() > kept) {
            alerts.pollFirstEntry();
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
