package io.surprisal.topology.input;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Carries arrivals through the repartition topic: the value's bytes as they came, the source's coordinates in a header,
 * its key in another unless it has none. Their key is the series key, in UTF-8.
 */
public final class RepartitionSerde implements Serde<Arrival> {

    private static final String KEY_HEADER = "surprisal.key";

    private final InputReader reader;

    /** Reads values again on the other side. */
    public RepartitionSerde(InputReader reader) {
        this.reader = reader;
    }

    @Override
    public Serializer<Arrival> serializer() {
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, Arrival arrival) {
                throw new UnsupportedOperationException("an arrival needs headers for its coordinates");
            }

            @Override
            public byte @Nullable [] serialize(String topic, Headers headers, Arrival arrival) {
                arrival.source().writeTo(headers);
                writeKey(headers, arrival.key());
                return arrival.value();
            }
        };
    }

    @Override
    public Deserializer<Arrival> deserializer() {
        return new Deserializer<>() {
            @Override
            public Arrival deserialize(String topic, byte @Nullable [] value) {
                throw new UnsupportedOperationException("an arrival needs headers for its coordinates");
            }

            @Override
            public Arrival deserialize(String topic, Headers headers, byte @Nullable [] value) {
                Arrival arrival = reader.read(value);
                reader.complete(arrival, readKey(headers), SourceCoordinates.readFrom(headers));
                return arrival;
            }
        };
    }

    private static void writeKey(Headers headers, byte @Nullable [] key) {
        headers.remove(KEY_HEADER);
        if (key != null) {
            headers.add(KEY_HEADER, key);
        }
    }

    private static byte @Nullable [] readKey(Headers headers) {
        Header header = headers.lastHeader(KEY_HEADER);
        return header == null ? null : header.value();
    }
}
