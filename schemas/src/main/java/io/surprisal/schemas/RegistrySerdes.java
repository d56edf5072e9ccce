package io.surprisal.schemas;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Makes serdes of values in Confluent's wire format: a zero byte, the schema's id in the registry, the record in
 * Avro's binary encoding. {@code null} in, {@code null} out.
 */
public final class RegistrySerdes {

    static {
        TrustedClasses.declare();
    }

    private final RegistrySettings registry;

    /** Serdes that ask this registry. */
    public RegistrySerdes(RegistrySettings registry) {
        this.registry = registry;
    }

    /**
     * A serde of a generated class. Its deserializer refuses, with a {@code SerializationException} that names what was
     * found, bytes of another format and records of another type.
     */
    public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
        return serde(type, "true");
    }

    /** A serde of records of any shape; values are read with the schema they were written with. */
    public Serde<GenericRecord> generic() {
        return serde(GenericRecord.class, "false");
    }

    private <T> Serde<T> serde(Class<T> type, String specific) {
        Map<String, Object> settings = new HashMap<>(registry.serdeSettings());
        settings.put("specific.avro.reader", specific);
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(settings, false);
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(settings, false);
        return Serdes.serdeFrom(new RecordSerializer<>(serializer), new RecordDeserializer<>(type, deserializer));
    }
}
