package io.surprisal.schemas;

import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serde;

/**
 * One topic: its name, how its records are written, and its form. Keys have no schema, so that they survive every
 * change of schemas and registries.
 *
 * @param name as the broker knows it
 * @param keySerde for keys
 * @param valueSerde for values
 * @param valueSchema the schema that values are written with, as it is registered
 * @param form what is asked of a broker
 * @param <K> key
 * @param <V> value
 */
public record Topic<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde, Schema valueSchema, TopicForm form) {

    /** The registry's subject of the values, by the topic name strategy. */
    public String subject() {
        return name + "-value";
    }
}
