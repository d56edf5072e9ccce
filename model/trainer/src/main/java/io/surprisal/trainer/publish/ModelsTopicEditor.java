package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.ModelsTopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Changes the models topic: takes over from whoever is changing the same, reads what is there, decides, writes all of the
 * change in one transaction or nothing, and reads the topic as detectors do until the change is there.
 *
 * <p>Two changes under one transactional id fence each other: the one that began first fails and has written nothing.
 */
public final class ModelsTopicEditor {

    private static final String TRANSACTIONAL_ID_PREFIX = "surprisal-publish-";
    private static final int BLOCK_MS = 20_000;
    private static final int DELIVERY_MS = 30_000;

    /** What a record has beside its chunk: headers, key, the batch's overhead, with much to spare. */
    private static final int RECORD_OVERHEAD = 64 * 1024;

    private static final int USUAL_REQUEST_SIZE = 1024 * 1024;
    private static final Duration READ_BACK_LIMIT = Duration.ofSeconds(30);

    private final Map<String, Object> clients;
    private final Topic<String, ModelsRecord> topic;
    private final ModelsTopicReader reader;

    /**
     * An editor of one topic.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     */
    public ModelsTopicEditor(Map<String, Object> clients, Topic<String, ModelsRecord> topic) {
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        this.reader = new ModelsTopicReader(clients, topic);
    }

    /** The transactional id of all changes of a model: its versions and its aliases. */
    public static String transactionalId(String model) {
        return TRANSACTIONAL_ID_PREFIX + model;
    }

    /**
     * Makes a change.
     *
     * @param transactionalId of all changes that must not be made at the same time
     * @param largestValue bytes of the largest piece of data in the change
     * @param decide is given what is on the topic, and says what to change
     * @return what was decided, which is on the topic now
     * @throws PublishException if nothing was changed, saying why in one line; if the read back fails, saying that
     */
    public <C extends TopicChange> C apply(
            String transactionalId, int largestValue, Function<ModelsTopicContent, C> decide) {
        C change;
        try (Producer<String, ModelsRecord> producer = producer(transactionalId, largestValue)) {
            reader.requireTopic();
            PublishTransaction transaction = new PublishTransaction(producer, topic.name());
            change = decide.apply(reader.read());
            if (!change.writes().isEmpty()) {
                transaction.write(change.writes());
            }
        } catch (KafkaException e) {
            throw new PublishFailure(clients, topic.name(), largestValue).explained(e);
        }
        readBack(change);
        return change;
    }

    private void readBack(TopicChange change) {
        boolean made;
        try {
            made = reader.readUntil(change::isMade, READ_BACK_LIMIT);
        } catch (KafkaException e) {
            throw new PublishException(
                    "it was written to topic " + topic.name() + " but could not be read back: " + e.getMessage(), e);
        }
        if (!made) {
            throw new PublishException("it was written to topic " + topic.name()
                    + " but could not be read back whole within " + READ_BACK_LIMIT.toSeconds()
                    + " s; look with 'surprisal models list', then try again");
        }
    }

    private Producer<String, ModelsRecord> producer(String transactionalId, int largestValue) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        // the broker's limit decides, not the client's
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(USUAL_REQUEST_SIZE, (int)
                Math.min(Integer.MAX_VALUE, (long) largestValue + RECORD_OVERHEAD)));
        return new KafkaProducer<>(
                properties, topic.keySerde().serializer(), topic.valueSerde().serializer());
    }
}
