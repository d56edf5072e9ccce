package io.surprisal.topology.feedback;

import io.surprisal.avro.Feedback;
import io.surprisal.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes to the topic of feedback. People do not say much: each record has a producer of its own. */
public final class FeedbackWriter {

    private static final int LIMIT_MS = 10_000;

    private final Map<String, Object> clients;
    private final Topic<String, Feedback> topic;

    /**
     * A writer.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     */
    public FeedbackWriter(Map<String, Object> clients, Topic<String, Feedback> topic) {
        this.clients = new HashMap<>(clients);
        this.clients.put("acks", "all");
        this.clients.put("max.block.ms", LIMIT_MS);
        this.clients.put("request.timeout.ms", LIMIT_MS / 2);
        this.clients.put("delivery.timeout.ms", LIMIT_MS);
        this.clients.put("linger.ms", 0);
        this.topic = topic;
    }

    /**
     * Writes a record, and waits until the broker has it.
     *
     * @throws KafkaException if broker or registry do not do their part
     */
    public void write(Feedback feedback) {
        try (Producer<String, Feedback> producer = new KafkaProducer<>(
                clients, topic.keySerde().serializer(), topic.valueSerde().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), feedback.getSeries(), feedback))
                    .get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof KafkaException known ? known : new KafkaException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException(interrupted);
        }
    }
}
