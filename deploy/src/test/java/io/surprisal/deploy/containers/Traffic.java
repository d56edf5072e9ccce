package io.surprisal.deploy.containers;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Observation;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicSettings;
import io.surprisal.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A user's own clients, outside the containers: sends observations, reads committed alerts. */
final class Traffic implements AutoCloseable {

    private static final Duration STEP = Duration.ofMinutes(1);
    private static final double CYCLE_ROWS = 60;
    private static final double SPIKE = 400;
    private static final long SEED = 7;

    private final Topics topics;
    private final KafkaProducer<String, Observation> producer;
    private final KafkaConsumer<String, Anomaly> consumer;

    Traffic(String bootstrapServers, String registryUrl) {
        topics = Topics.of(TopicSettings.defaults(), new RegistrySerdes(RegistrySettings.at(registryUrl)));
        Topic<String, Observation> observations = topics.observations();
        Topic<String, Anomaly> anomalies = topics.anomalies();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                observations.keySerde().serializer(),
                observations.valueSerde().serializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", "reader-of-alerts",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed"),
                anomalies.keySerde().deserializer(),
                anomalies.valueSerde().deserializer());
        consumer.subscribe(List.of(anomalies.name()));
    }

    /**
     * Sends a series that goes up and down with a little noise, then one reading far above all.
     *
     * @return the event time of that reading
     * @throws ExecutionException if the broker has refused one
     */
    Instant sendUsualRowsThenASpike(String series, Instant start, int usualRows)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        Random noise = new Random(SEED);
        Instant time = start;
        for (int row = 0; row < usualRows; row++) {
            double level = 50 + 20 * Math.sin(2 * Math.PI * row / CYCLE_ROWS);
            sent.add(send(series, time, level + noise.nextGaussian()));
            time = time.plus(STEP);
        }
        sent.add(send(series, time, SPIKE));
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
        return time;
    }

    private Future<RecordMetadata> send(String series, Instant time, double load) {
        Observation observation = Observation.newBuilder()
                .setSeries(series)
                .setTime(time)
                .setValues(Map.of("load", load))
                .build();
        return producer.send(new ProducerRecord<>(topics.observations().name(), series, observation));
    }

    /**
     * Reads alerts until the one of this event time.
     *
     * @throws AssertionError if it does not come in time
     */
    Anomaly awaitAlert(Instant eventTime, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (Instant.now().isBefore(deadline)) {
            for (ConsumerRecord<String, Anomaly> alert : consumer.poll(Duration.ofSeconds(1))) {
                if (alert.value().getEventTime().equals(eventTime)) {
                    return alert.value();
                }
            }
        }
        throw new AssertionError("no alert of " + eventTime + " within " + limit);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
