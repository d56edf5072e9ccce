package io.surprisal.topology.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all RocksDB stores of an application share one block cache, from which write buffers, index and filter blocks are
 * taken too, so that the memory off the heap does not grow with the number of partitions:
 *
 * <pre>
 *   off-heap memory ≈ rocksdb.memory.mb + 1 MB × stores   (what RocksDB does not count: table readers, threads)
 * </pre>
 *
 * <p>Of that memory, write buffers save most: a state that is written again before its buffer is full never reaches the
 * disk, and what does is merged less often.
 */
public final class BoundedMemory implements RocksDBConfigSetter {

    /** Property: megabytes for all stores of the application together. */
    public static final String MEGABYTES_CONFIG = "surprisal.rocksdb.memory.mb";

    private static final long MEGABYTE = 1 << 20;
    private static final int SHARD_BITS = 4;
    /** Write buffers are part of the cache: more than half of it would leave reads without. */
    private static final int WRITE_BUFFER_SHARE = 2;
    /** Of one store; Streams' own is 16 MB. All together they keep to the share above, whatever their number. */
    private static final long WRITE_BUFFER_BYTES = 64 * MEGABYTE;
    /** Index and filter blocks get this part of the cache before data blocks do. */
    private static final double HIGH_PRIORITY_SHARE = 0.2;
    /** Eight states of 2 KB; in Streams' own 4 KB there are two, and half as many index entries as states. */
    private static final long BLOCK_BYTES = 16 * 1024;

    private static final Map<String, Shared> BY_APPLICATION = new HashMap<>();

    private @Nullable Shared shared;

    /** What the stores of an application have in common, for as long as one of them is open. */
    private static final class Shared {

        private final String application;
        private final long bytes;
        private final Cache cache;
        private final WriteBufferManager writeBuffers;
        private int stores;

        private Shared(String application, long bytes) {
            this.application = application;
            this.bytes = bytes;
            RocksDB.loadLibrary();
            cache = new LRUCache(bytes, SHARD_BITS, false, HIGH_PRIORITY_SHARE);
            writeBuffers = new WriteBufferManager(bytes / WRITE_BUFFER_SHARE, cache);
        }

        private static Shared open(String application, long bytes) {
            synchronized (BY_APPLICATION) {
                Shared shared = BY_APPLICATION.computeIfAbsent(application, id -> new Shared(id, bytes));
                shared.stores++;
                return shared;
            }
        }

        private static long sum(ToLongFunction<Shared> what) {
            synchronized (BY_APPLICATION) {
                return BY_APPLICATION.values().stream().mapToLong(what).sum();
            }
        }

        /** RocksDB itself holds on to both until the store is closed. */
        private void leave() {
            synchronized (BY_APPLICATION) {
                stores--;
                if (stores == 0) {
                    BY_APPLICATION.remove(application);
                    writeBuffers.close();
                    cache.close();
                }
            }
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared opened = Shared.open(
                String.valueOf(configs.get(StreamsConfig.APPLICATION_ID_CONFIG)), megabytes(configs) * MEGABYTE);
        shared = opened;
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(opened.cache);
            table.setBlockSize(BLOCK_BYTES);
            // Else they are outside the cache, and grow with the number of keys.
            table.setCacheIndexAndFilterBlocks(true);
            table.setCacheIndexAndFilterBlocksWithHighPriority(true);
            table.setPinTopLevelIndexAndFilter(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setWriteBufferManager(opened.writeBuffers);
    }

    @Override
    public void close(String storeName, Options options) {
        if (shared != null) {
            shared.leave();
            shared = null;
        }
    }

    /** What the stores of this JVM use of the shared memory, in bytes; 0 while there is none. */
    public static long usedBytes() {
        return Shared.sum(shared -> shared.cache.getUsage());
    }

    /** Of this, what cannot be given up: write buffers, and blocks that are being read. */
    public static long pinnedBytes() {
        return Shared.sum(shared -> shared.cache.getPinnedUsage());
    }

    /** What they may use, in bytes; 0 while there is no store. */
    public static long limitBytes() {
        return Shared.sum(shared -> shared.bytes);
    }

    private static long megabytes(Map<String, Object> configs) {
        Object value = configs.get(MEGABYTES_CONFIG);
        if (value == null) {
            throw new IllegalArgumentException(MEGABYTES_CONFIG + " must be set beside this class");
        }
        return Long.parseLong(value.toString());
    }
}
