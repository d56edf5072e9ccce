package io.surprisal.topology.detect;

import io.surprisal.avro.DeadLetter;
import io.surprisal.topology.input.Arrival;
import io.surprisal.topology.input.Unreadable;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.output.DeadLetters;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Writes dead letters of records that have no series key to be repartitioned by, because they cannot be read. */
public final class UnreadableProcessor extends ContextualProcessor<byte[], Arrival, byte[], DeadLetter> {

    private final DetectorMetrics metrics;

    /** A processor of one task. */
    public UnreadableProcessor(DetectorMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        Arrival arrival = record.value();
        if (arrival.decoded() instanceof Unreadable unreadable) {
            metrics.unreadable(unreadable.cause());
            context()
                    .forward(new Record<>(
                            DeadLetters.key(arrival),
                            DeadLetters.of(
                                    arrival,
                                    unreadable.cause().name(),
                                    unreadable.message(),
                                    context().currentSystemTimeMs()),
                            record.timestamp()));
        }
    }
}
