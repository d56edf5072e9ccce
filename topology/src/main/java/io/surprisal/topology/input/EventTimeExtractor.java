package io.surprisal.topology.input;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives each record its event time and completes its {@link Arrival}: this is the one place that sees a record's key,
 * timestamp, offset and value together. Never gives a negative timestamp, for which Streams would drop the record.
 */
public final class EventTimeExtractor implements TimestampExtractor {

    private final InputReader reader;

    /** Completes arrivals by these settings. */
    public EventTimeExtractor(InputReader reader) {
        this.reader = reader;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (!(record.value() instanceof Arrival arrival)) {
            throw new IllegalStateException("the source must deserialize values to arrivals: found " + record.value());
        }
        reader.complete(
                arrival,
                (byte[]) record.key(),
                new SourceCoordinates(record.topic(), record.partition(), record.offset(), record.timestamp()));
        if (arrival.decoded() instanceof Reading reading) {
            return reading.eventTimeMs();
        }
        // Without an event time it must not move the partition's.
        return partitionTime >= 0 ? partitionTime : Math.max(0, record.timestamp());
    }
}
