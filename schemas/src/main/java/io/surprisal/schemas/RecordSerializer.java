package io.surprisal.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Confluent's serializer, with a message that says what to do where the registry does not have the schema. */
final class RecordSerializer<T> implements Serializer<T> {

    private static final int NOT_FOUND = 404;

    private final KafkaAvroSerializer serializer;

    RecordSerializer(KafkaAvroSerializer serializer) {
        this.serializer = serializer;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        try {
            return serializer.serialize(topic, value);
        } catch (SerializationException e) {
            if (e.getCause() instanceof RestClientException refusal && refusal.getStatus() == NOT_FOUND) {
                throw new SerializationException(
                        "the registry does not have the schema of " + topic
                                + " values: run 'surprisal setup' first, or set " + RegistrySettings.AUTO_REGISTER
                                + "=true",
                        e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        serializer.close();
    }
}
