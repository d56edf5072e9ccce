package io.surprisal.deploy.bench.topology;

import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.input.Arrival;
import io.surprisal.topology.input.Reading;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What any stateful processor does at least: reads the series' state, copies it, changes as many of its bytes as the network
 * would (random ones, so that it compresses no better), and puts it back.
 */
final class FloorProcessor extends ContextualProcessor<byte[], Arrival, Object, Object> {

    private static final int RANDOM_BYTES = 1 << 16;

    private final int changedFrom;
    private final int changedBytes;
    private final LongAdder processed;
    private final byte[] random = new byte[RANDOM_BYTES];
    private int at;
    private @Nullable KeyValueStore<String, byte[]> states;

    /**
     * A processor of one task.
     *
     * @param changedFrom first of the bytes that change
     * @param changedBytes how many
     * @param processed counts records
     */
    FloorProcessor(int changedFrom, int changedBytes, LongAdder processed) {
        this.changedFrom = changedFrom;
        this.changedBytes = changedBytes;
        this.processed = processed;
        new Random(1).nextBytes(random);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        states = context.getStateStore(Nodes.SERIES_STATE);
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        if (record.value().decoded() instanceof Reading reading && states != null) {
            byte[] stored = states.get(reading.series());
            if (stored == null) {
                throw new IllegalStateException("the series has no state: " + reading.series());
            }
            byte[] changed = stored.clone();
            at = (at + changedBytes) % (RANDOM_BYTES - changedBytes);
            System.arraycopy(random, at, changed, changedFrom, changedBytes);
            states.put(reading.series(), changed);
        }
        processed.increment();
    }
}
