package io.surprisal.topology.patience;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A serializer that waits for the registry where another would end the stream thread. */
public final class PatientSerializer<T> implements Serializer<T> {

    private final Serializer<T> serializer;
    private final RegistryPatience patience;

    /** Waits so for what this serializer needs. */
    public PatientSerializer(Serializer<T> serializer, RegistryPatience patience) {
        this.serializer = serializer;
        this.patience = patience;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        try {
            return patience.answer("the schema of " + topic, () -> serializer.serialize(topic, value));
        } catch (RestClientException refusal) {
            throw new SerializationException(refusal);
        }
    }

    @Override
    public void close() {
        serializer.close();
    }
}
