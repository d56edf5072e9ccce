package io.surprisal.topology.streams;

import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all RocksDB stores of this JVM share one block cache, from which write buffers, index and filter blocks are taken
 * too, so that the memory off the heap does not grow with the number of partitions:
 *
 * <pre>
 *   off-heap memory ≈ rocksdb.memory.mb + 1 MB × stores   (what RocksDB does not count: table readers, threads)
 * </pre>
 */
public final class BoundedMemory implements RocksDBConfigSetter {

    /** Property: megabytes for all stores together; the first store of the JVM decides. */
    public static final String MEGABYTES_CONFIG = "surprisal.rocksdb.memory.mb";

    private static final long MEGABYTE = 1 << 20;
    private static final int SHARD_BITS = 4;
    /** Write buffers are part of the cache: more than half of it would leave reads without. */
    private static final int WRITE_BUFFER_SHARE = 2;
    /** Index and filter blocks get this part of the cache before data blocks do. */
    private static final double HIGH_PRIORITY_SHARE = 0.2;

    private static final long BLOCK_BYTES = 4096;

    /** The one cache of the JVM; never closed, because stores come and go with every rebalance. */
    private static final class Shared {
        private static @Nullable Shared instance;

        private final long bytes;
        private final Cache cache;
        private final WriteBufferManager writeBuffers;

        private Shared(long bytes) {
            RocksDB.loadLibrary();
            this.bytes = bytes;
            cache = new LRUCache(bytes, SHARD_BITS, false, HIGH_PRIORITY_SHARE);
            writeBuffers = new WriteBufferManager(bytes / WRITE_BUFFER_SHARE, cache);
        }

        private static synchronized Shared of(long bytes) {
            if (instance == null) {
                instance = new Shared(bytes);
            }
            return instance;
        }

        private static synchronized long read(ToLongFunction<Shared> what) {
            return instance == null ? 0 : what.applyAsLong(instance);
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared shared = Shared.of(megabytes(configs) * MEGABYTE);
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(shared.cache);
            table.setBlockSize(BLOCK_BYTES);
            // Else they are outside the cache, and grow with the number of keys.
            table.setCacheIndexAndFilterBlocks(true);
            table.setCacheIndexAndFilterBlocksWithHighPriority(true);
            table.setPinTopLevelIndexAndFilter(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(shared.writeBuffers);
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing here is the store's own.
    }

    /** What the stores of this JVM use of the shared memory, in bytes; 0 before the first store. */
    public static long usedBytes() {
        return Shared.read(shared -> shared.cache.getUsage());
    }

    /** Of this, what cannot be given up: write buffers, and blocks that are being read. */
    public static long pinnedBytes() {
        return Shared.read(shared -> shared.cache.getPinnedUsage());
    }

    /** What they may use, in bytes; 0 before the first store. */
    public static long limitBytes() {
        return Shared.read(shared -> shared.bytes);
    }

    private static long megabytes(Map<String, Object> configs) {
        Object value = configs.get(MEGABYTES_CONFIG);
        if (value == null) {
            throw new IllegalArgumentException(MEGABYTES_CONFIG + " must be set beside this class");
        }
        return Long.parseLong(value.toString());
    }
}
