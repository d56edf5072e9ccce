package io.surprisal.topology.weights;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the models topic's bytes as they are in the global store and tells the shared {@link ModelDirectory}. Restores run
 * their own instance of it. Nothing may escape from here: an exception on the global thread ends the application.
 */
public final class WeightsProcessor implements Processor<byte[], byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(WeightsProcessor.class);

    private final String storeName;
    private final ModelDirectory directory;
    private @Nullable KeyValueStore<byte[], byte[]> store;

    /** Feeds this directory and this store. */
    public WeightsProcessor(String storeName, ModelDirectory directory) {
        this.storeName = storeName;
        this.directory = directory;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
    }

    @Override
    // The edge: whatever a record leads to, the application goes on with the versions that it has.
    public void process(Record<byte[], byte[]> record) {
        byte[] key = record.key();
        if (key == null) {
            return;
        }
        try {
            if (store != null) {
                store.put(key, record.value());
            }
            directory.accept(new String(key, StandardCharsets.UTF_8), record.value());
        } catch (RuntimeException failure) {
            LOG.error(
                    "A record of the models topic could not be taken: {}",
                    new String(key, StandardCharsets.UTF_8),
                    failure);
        }
    }
}
