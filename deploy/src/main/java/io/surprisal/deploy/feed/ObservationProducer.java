package io.surprisal.deploy.feed;

import io.surprisal.avro.Observation;
import io.surprisal.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows as observations: the series as key, the event time as the record's timestamp. Not thread-safe but for what
 * Kafka does in the background.
 */
public final class ObservationProducer implements AutoCloseable {

    /** Hears where each row went. */
    @FunctionalInterface
    public interface Receipt {
        /**
         * The broker has a row; called in the order of the rows of each series, on the producer's thread.
         *
         * @param row as sent
         * @param partition where it is
         * @param offset where it is
         */
        void sent(FeedRow row, int partition, long offset);
    }

    private final Topic<String, Observation> topic;
    private final List<String> names;
    private final Receipt receipt;
    private final Producer<String, Observation> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long rows;

    /**
     * A producer of one feed.
     *
     * @param clients properties that every Kafka client has, the brokers among them
     * @param topic where observations go
     * @param feed whose columns name the values
     * @param receipt hears where rows went
     */
    public ObservationProducer(Map<String, ?> clients, Topic<String, Observation> topic, Feed feed, Receipt receipt) {
        this.topic = topic;
        this.names = Stream.concat(feed.features().stream(), feed.covariates().stream())
                .toList();
        this.receipt = receipt;
        this.producer = new KafkaProducer<>(
                settings(clients),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer());
    }

    private static Map<String, Object> settings(Map<String, ?> clients) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put("client.id", "surprisal-feed");
        // A receipt for each row, in order, and no row twice.
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        // A row waits at most this long for company.
        settings.put("linger.ms", "5");
        settings.put("batch.size", "131072");
        settings.put("compression.type", "lz4");
        return settings;
    }

    /**
     * Sends one row, as soon as there is room.
     *
     * @throws KafkaException if an earlier row could not be sent
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    public void send(FeedRow row) {
        throwFailure();
        Map<String, @Nullable Double> values = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            double value = row.values()[i];
            values.put(names.get(i), Double.isNaN(value) ? null : value);
        }
        Observation observation = new Observation(row.key(), Instant.ofEpochMilli(row.eventTimeMs()), values);
        producer.send(
                new ProducerRecord<>(topic.name(), null, row.eventTimeMs(), row.key(), observation),
                (metadata, problem) -> {
                    if (problem == null) {
                        receipt.sent(row, metadata.partition(), metadata.offset());
                    } else {
                        failure.compareAndSet(null, problem);
                    }
                });
        rows++;
    }

    /** Rows sent so far. */
    public long rows() {
        return rows;
    }

    /**
     * Waits until the broker has all rows.
     *
     * @throws KafkaException if one could not be sent
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new KafkaException("cannot send to topic " + topic.name() + ": " + problem.getMessage(), problem);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
