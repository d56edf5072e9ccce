package io.surprisal.schemas;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Confluent's deserializer, which refuses records of another type here and not where they are first used. */
final class RecordDeserializer<T> implements Deserializer<T> {

    private static final int HEADER = 5; // a zero byte and the schema's id

    private final Class<T> type;
    private final KafkaAvroDeserializer deserializer;

    RecordDeserializer(Class<T> type, KafkaAvroDeserializer deserializer) {
        this.type = type;
        this.deserializer = deserializer;
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < HEADER || bytes[0] != 0) {
            throw new SerializationException("value of " + topic + " must begin with a zero byte and a schema id: "
                    + (bytes.length < HEADER ? "length=" + bytes.length : "first byte=" + bytes[0]));
        }
        Object value = deserializer.deserialize(topic, bytes);
        if (!type.isInstance(value)) {
            throw new SerializationException("value of " + topic + " must be " + type.getName() + ": found "
                    + value.getClass().getName());
        }
        return type.cast(value);
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
