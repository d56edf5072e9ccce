package io.surprisal.deploy.containers;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Observation;
import io.surprisal.avro.Score;
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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A user's own clients, outside the containers: sends observations, reads committed alerts and scores. */
final class Traffic implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final double CYCLE_ROWS = 60;
    private static final double SPIKE = 400;
    private static final long SEED = 7;

    private final Topics topics;
    private final KafkaProducer<String, Observation> producer;
    private final KafkaConsumer<String, Anomaly> alerts;
    private final KafkaConsumer<String, Score> scores;
    private final List<Anomaly> alertsSoFar = new ArrayList<>();
    private final List<String> scoredSoFar = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final Random noise = new Random(SEED);
    private int rows;

    Traffic(String bootstrapServers, String registryUrl) {
        topics = Topics.of(TopicSettings.defaults(), new RegistrySerdes(RegistrySettings.at(registryUrl)));
        Topic<String, Observation> observations = topics.observations();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                observations.keySerde().serializer(),
                observations.valueSerde().serializer());
        alerts = consumer(bootstrapServers, topics.anomalies());
        scores = consumer(bootstrapServers, topics.scores());
    }

    private static <V> KafkaConsumer<String, V> consumer(String bootstrapServers, Topic<String, V> topic) {
        KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "reader-of-" + topic.name(),
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer());
        consumer.subscribe(List.of(topic.name()));
        return consumer;
    }

    /**
     * Sends rows of every series, up and down with a little noise, and at the end one far above all.
     *
     * @return the event time of those at the end
     * @throws ExecutionException if the broker has refused one
     */
    Instant sendUsualRowsThenSpikes(List<String> series, int usualRows)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> receipts = new ArrayList<>();
        for (int row = 0; row < usualRows; row++) {
            double level = 50 + 20 * Math.sin(2 * Math.PI * rows / CYCLE_ROWS);
            series.forEach(each -> receipts.add(send(each, level + noise.nextGaussian())));
            rows++;
        }
        Instant spike = time();
        series.forEach(each -> receipts.add(send(each, SPIKE)));
        rows++;
        producer.flush();
        for (Future<RecordMetadata> one : receipts) {
            one.get();
        }
        return spike;
    }

    private Instant time() {
        return START.plus(STEP.multipliedBy(rows));
    }

    private Future<RecordMetadata> send(String series, double load) {
        Observation observation = Observation.newBuilder()
                .setSeries(series)
                .setTime(time())
                .setValues(Map.of("load", load))
                .build();
        sent.add(series + " " + time());
        return producer.send(new ProducerRecord<>(topics.observations().name(), series, observation));
    }

    /** Every observation sent, as {@code series time}. */
    List<String> sent() {
        return List.copyOf(sent);
    }

    /**
     * Reads alerts until there are so many of this event time.
     *
     * @throws AssertionError if they do not come in time
     */
    List<Anomaly> awaitAlerts(Instant eventTime, int count, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (Instant.now().isBefore(deadline)) {
            List<Anomaly> found = alertsSoFar.stream()
                    .filter(alert -> alert.getEventTime().equals(eventTime))
                    .toList();
            if (found.size() >= count) {
                return found;
            }
            alerts.poll(Duration.ofSeconds(1)).forEach(alert -> alertsSoFar.add(alert.value()));
        }
        throw new AssertionError("no " + count + " alerts of " + eventTime + " within " + limit);
    }

    /** Reads scores until there are as many as observations were sent, or none come any more; as {@code series time}. */
    List<String> awaitScores(Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (scoredSoFar.size() < sent.size() && Instant.now().isBefore(deadline)) {
            scores.poll(Duration.ofSeconds(1))
                    .forEach(score ->
                            scoredSoFar.add(score.key() + " " + score.value().getEventTime()));
        }
        return List.copyOf(scoredSoFar);
    }

    @Override
    public void close() {
        producer.close();
        alerts.close();
        scores.close();
    }
}
