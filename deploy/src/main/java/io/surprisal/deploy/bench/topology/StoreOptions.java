package io.surprisal.deploy.bench.topology;

import io.surprisal.topology.streams.BoundedMemory;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/** RocksDB's options one by one: those of {@link BoundedMemory}, or Streams' own, but for what the properties say. */
public final class StoreOptions implements RocksDBConfigSetter {

    /** Property: whether memory is bounded, as {@link BoundedMemory} does it. */
    static final String BOUNDED = "bench.rocksdb.bounded";
    /** Property: bytes of a write buffer. */
    static final String WRITE_BUFFER = "bench.rocksdb.write.buffer.bytes";
    /** Property: bytes of a block. */
    static final String BLOCK = "bench.rocksdb.block.bytes";

    private @Nullable BoundedMemory bounded;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (configs.get(BOUNDED) != null) {
            bounded = new BoundedMemory();
            bounded.setConfig(storeName, options, configs);
        }
        if (configs.get(WRITE_BUFFER) != null) {
            options.setWriteBufferSize(number(configs, WRITE_BUFFER));
        }
        if (configs.get(BLOCK) != null && options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockSize(number(configs, BLOCK));
            options.setTableFormatConfig(table);
        }
    }

    private static long number(Map<String, Object> configs, String name) {
        return Long.parseLong(String.valueOf(configs.get(name)));
    }

    @Override
    public void close(String storeName, Options options) {
        if (bounded != null) {
            bounded.close(storeName, options);
        }
    }
}
