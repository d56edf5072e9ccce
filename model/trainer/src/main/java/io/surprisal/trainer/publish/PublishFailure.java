package io.surprisal.trainer.publish;

import io.surprisal.schemas.RegistryTrouble;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says in one line why a change of the models topic was not made, and what to do. */
final class PublishFailure {

    private static final int DEPTH = 20; // chains of causes may be circular

    private final String brokers;
    private final String topic;
    private final int largestValue;

    /** Of a change by these clients, whose largest piece of data has so many bytes. */
    PublishFailure(Map<String, Object> clients, String topic, int largestValue) {
        this.brokers = String.valueOf(clients.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        this.topic = topic;
        this.largestValue = largestValue;
    }

    PublishException explained(KafkaException failure) {
        return new PublishException("nothing was published: " + reason(failure), failure);
    }

    private String reason(KafkaException failure) {
        if (failure instanceof UnknownTopicOrPartitionException) {
            return failure.getMessage() + "; run 'surprisal setup' first";
        }
        if (failure instanceof SerializationException && RegistryTrouble.causes(failure)) {
            return "the schema registry did not answer as it should (" + deepest(failure)
                    + "); check schema.registry.url and that it is running";
        }
        if (failure instanceof SerializationException) {
            return "the record does not fit what the schema registry has (" + deepest(failure)
                    + "); run 'surprisal setup' first";
        }
        if (failure instanceof RecordTooLargeException) {
            return "the broker takes no record as large as a chunk of " + largestValue + " bytes on topic " + topic
                    + "; give a smaller --chunk-size, or raise the topic's max.message.bytes";
        }
        if (isFenced(failure)) {
            return "another publish of the same model has taken over; look with models list, then publish again";
        }
        if (failure instanceof AuthenticationException || failure instanceof AuthorizationException) {
            return "the brokers at " + brokers + " refused (" + failure.getMessage()
                    + "); check the credentials and that they may write to topic " + topic + " with transactional id "
                    + ModelsTopicEditor.transactionalId("*");
        }
        if (failure instanceof TimeoutException) {
            return "no answer from the brokers at " + brokers + " (" + failure.getMessage()
                    + "); check bootstrap.servers and that they are running";
        }
        return String.valueOf(deepest(failure));
    }

    /** Whether another one has taken over: by itself, or as the cause of what the producer says afterwards. */
    static boolean isFenced(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            // The last of them: its transaction was aborted by the one that took over, before its own commit came.
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof InvalidTxnStateException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
