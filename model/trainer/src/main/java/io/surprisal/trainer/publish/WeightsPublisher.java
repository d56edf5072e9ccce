package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.ModelIdentity;
import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Puts a model file on the models topic: chunks, manifest and alias in one transaction, then reads the topic as the
 * detectors do and makes sure that the version is there, whole.
 *
 * <p>A second publish of the same file writes nothing. Two publishes of one model at the same time fence each other: the
 * one that began first fails and has written nothing. Not thread-safe.
 */
public final class WeightsPublisher {

    /** Before the model's name in the transactional id. */
    static final String TRANSACTIONAL_ID_PREFIX = "surprisal-publish-";

    private static final int BLOCK_MS = 20_000;
    private static final int DELIVERY_MS = 30_000;
    /** What a record has beside its chunk: headers, key, the batch's overhead, with much to spare. */
    private static final int RECORD_OVERHEAD = 64 * 1024;

    private static final int USUAL_REQUEST_SIZE = 1024 * 1024;
    private static final Duration READ_BACK_LIMIT = Duration.ofSeconds(30);

    private final Map<String, Object> clients;
    private final Topic<String, ModelsRecord> topic;
    private final Clock clock;

    /**
     * A publisher to one topic.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     * @param clock wall-clock time, for the alias' schedule
     */
    public WeightsPublisher(Map<String, Object> clients, Topic<String, ModelsRecord> topic, Clock clock) {
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * Publishes a model file.
     *
     * @throws PublishException if nothing was published, saying why in one line; if the read back fails, saying that
     */
    public Published publish(ModelFile file, PublishOptions options) {
        ModelsTopicReader reader = new ModelsTopicReader(clients, topic);
        try (Producer<String, ModelsRecord> producer = producer(file, options)) {
            reader.requireTopic();
            PublishTransaction transaction = new PublishTransaction(producer, topic.name());
            PublishPlan plan = PublishPlan.of(file, options, reader.read(), clock.instant());
            if (!plan.records().isEmpty()) {
                transaction.write(plan.records());
            }
            readBack(reader, plan.identity());
            return new Published(plan.identity(), plan.records().size(), plan.activeFrom());
        } catch (KafkaException e) {
            throw explained(e, options);
        }
    }

    private void readBack(ModelsTopicReader reader, ModelIdentity identity) {
        if (!reader.readUntil(content -> content.isComplete(identity), READ_BACK_LIMIT)) {
            throw new PublishException("version " + identity.version() + " of " + identity.name()
                    + " was written to topic " + topic.name() + " but could not be read back whole within "
                    + READ_BACK_LIMIT.toSeconds() + " s; publish again");
        }
    }

    private Producer<String, ModelsRecord> producer(ModelFile file, PublishOptions options) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                TRANSACTIONAL_ID_PREFIX + file.getManifest().getName());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        // the broker's limit decides, not the client's
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(USUAL_REQUEST_SIZE, (int)
                Math.min(Integer.MAX_VALUE, (long) options.chunkSize() + RECORD_OVERHEAD)));
        return new KafkaProducer<>(
                properties, topic.keySerde().serializer(), topic.valueSerde().serializer());
    }

    private PublishException explained(KafkaException failure, PublishOptions options) {
        String brokers = String.valueOf(clients.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        return new PublishException("nothing was published: " + reason(failure, brokers, options), failure);
    }

    private String reason(KafkaException failure, String brokers, PublishOptions options) {
        if (failure instanceof SerializationException && RegistryTrouble.causes(failure)) {
            return "the schema registry did not answer as it should (" + deepest(failure)
                    + "); check schema.registry.url and that it is running";
        }
        if (failure instanceof SerializationException) {
            return "the record does not fit what the schema registry has (" + deepest(failure) + "); run setup first";
        }
        if (failure instanceof RecordTooLargeException) {
            return "the broker takes no record as large as a chunk of " + options.chunkSize() + " bytes on topic "
                    + topic.name() + "; give a smaller --chunk-size, or raise the topic's max.message.bytes";
        }
        if (failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException) {
            return "another publish of the same model has taken over; look with models list, then publish again";
        }
        if (failure instanceof AuthenticationException || failure instanceof AuthorizationException) {
            return "the brokers at " + brokers + " refused (" + failure.getMessage()
                    + "); check the credentials and that they may write to topic " + topic.name()
                    + " with transactional id " + TRANSACTIONAL_ID_PREFIX + "*";
        }
        if (failure instanceof TimeoutException) {
            return "no answer from the brokers at " + brokers + " (" + failure.getMessage()
                    + "); check bootstrap.servers and that they are running";
        }
        return String.valueOf(deepest(failure));
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
