package io.surprisal.deploy.notify;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.Incident;
import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads incidents and what people say of them as a consumer group, and posts what is worth telling. A record's offset is
 * committed once it is delivered, so each is delivered at least once, in the order of its incident. Where the receiver
 * fails, the partition waits, twice as long each time, and the group is told meanwhile that this member is well. Not thread-safe.
 */
final class Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * How long is waited after failures.
     *
     * @param first after the first
     * @param longest ever
     */
    record Backoff(Duration first, Duration longest) {

        long waitMs(int failures) {
            long doubled = first.toMillis() << Math.min(failures - 1, 20);
            return Math.min(doubled, longest.toMillis());
        }
    }

    /** What went wrong with a partition. */
    private record Trouble(int failures, long untilNanos) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final Choice choice;
    private final PayloadTemplate template;
    private final Webhook webhook;
    private final Backoff backoff;
    private final Map<TopicPartition, Trouble> troubles = new HashMap<>();
    private volatile boolean stopping;
    private long delivered;

    /**
     * A notifier.
     *
     * @param consumer of a group, without automatic commits; the caller's to close
     */
    Notifier(
            Consumer<byte[], byte[]> consumer,
            Topics topics,
            Choice choice,
            PayloadTemplate template,
            Webhook webhook,
            Backoff backoff) {
        this.consumer = consumer;
        this.topics = topics;
        this.choice = choice;
        this.template = template;
        this.webhook = webhook;
        this.backoff = backoff;
    }

    /** Reads on until it is stopped. */
    void run() throws InterruptedException {
        subscribe();
        while (!stopping) {
            step();
        }
    }

    /** Reads what is there now, and ends. */
    void runOnce() throws InterruptedException {
        subscribe();
        while (consumer.assignment().isEmpty() && !stopping) {
            step();
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!stopping
                && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            step();
        }
    }

    /** Ends {@link #run} soon; may be called by any thread. */
    void stop() {
        stopping = true;
    }

    /** Notifications that receivers have taken. */
    long delivered() {
        return delivered;
    }

    private void subscribe() {
        consumer.subscribe(
                List.of(topics.incidents().name(), topics.feedback().name()), new ConsumerRebalanceListener() {
                    @Override
                    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                        partitions.forEach(troubles::remove);
                    }

                    @Override
                    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                        begin(Set.copyOf(partitions));
                    }
                });
    }

    /** Where nothing is committed yet, the place where this begins is: what comes from now on is told, whatever happens. */
    private void begin(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        consumer.committed(partitions).forEach((partition, committed) -> {
            if (committed == null) {
                places.put(partition, new OffsetAndMetadata(consumer.position(partition)));
            }
        });
        consumer.commitSync(places);
    }

    private void step() throws InterruptedException {
        long now = System.nanoTime();
        consumer.paused().forEach(partition -> {
            Trouble trouble = troubles.get(partition);
            if (trouble == null || trouble.untilNanos() - now <= 0) {
                consumer.resume(Set.of(partition));
            }
        });
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (stopping || !take(partition, record)) {
                    consumer.seek(partition, record.offset());
                    break;
                }
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
            }
        }
    }

    /** Whether a record is done with. */
    private boolean take(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        if (record.value() == null) {
            return true;
        }
        try {
            if (partition.topic().equals(topics.feedback().name())) {
                Feedback feedback =
                        topics.feedback().valueSerde().deserializer().deserialize("", record.value());
                return isDone(partition, choice.of(feedback));
            }
            Incident incident = topics.incidents().valueSerde().deserializer().deserialize("", record.value());
            Optional<Notification> notification = choice.of(incident);
            boolean done = isDone(partition, notification);
            if (done && notification.isPresent()) {
                choice.told(incident);
            }
            return done;
        } catch (KafkaException unreadable) {
            if (RegistryTrouble.causes(unreadable)) {
                fail(partition, "the registry does not answer: " + unreadable.getMessage(), Duration.ZERO);
                return false;
            }
            LOG.warn("Cannot be read, left out: {} offset {}: {}", partition, record.offset(), unreadable.toString());
            return true;
        }
    }

    private boolean isDone(TopicPartition partition, Optional<Notification> notification) throws InterruptedException {
        if (notification.isEmpty()) {
            return true;
        }
        Notification told = notification.get();
        String body;
        try {
            body = template.render(told);
        } catch (IllegalArgumentException malformed) {
            LOG.error("Not told, {} of {}: {}", told.event().word(), told.incidentId(), malformed.getMessage());
            return true;
        }
        Webhook.Outcome outcome = webhook.post(body);
        switch (outcome.kind()) {
            case DELIVERED -> {
                delivered++;
                troubles.remove(partition);
                LOG.info("Told: {} of {}", told.event().word(), told.incidentId());
                return true;
            }
            case REFUSED -> {
                LOG.error(
                        "The receiver refuses {} of {}, left out: {}",
                        told.event().word(),
                        told.incidentId(),
                        outcome.reason());
                return true;
            }
            case FAILED -> {
                fail(partition, outcome.reason(), outcome.wish());
                return false;
            }
        }
        throw new IllegalStateException("no such outcome: " + outcome);
    }

    private void fail(TopicPartition partition, String reason, Duration wish) {
        Trouble before = troubles.get(partition);
        int failures = before == null ? 1 : before.failures() + 1;
        long waitMs = Math.max(backoff.waitMs(failures), wish.toMillis());
        LOG.warn("Not delivered, attempt {} of {}, again in {} ms: {}", failures, partition, waitMs, reason);
        troubles.put(
                partition,
                new Trouble(
                        failures, System.nanoTime() + Duration.ofMillis(waitMs).toNanos()));
        consumer.pause(Set.of(partition));
    }
}
