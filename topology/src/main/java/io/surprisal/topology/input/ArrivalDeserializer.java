package io.surprisal.topology.input;

import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Deserializes values of the input topic; never throws for what is in them. */
public final class ArrivalDeserializer implements Deserializer<Arrival> {

    private final InputReader reader;

    /** Reads values so. */
    public ArrivalDeserializer(InputReader reader) {
        this.reader = reader;
    }

    @Override
    public Arrival deserialize(String topic, byte @Nullable [] value) {
        return reader.read(value);
    }
}
