package io.surprisal.deploy.bench.timing;

import java.util.Arrays;

/** Threads of a Kafka Streams application by what they do, told by the first 15 characters of their names. */
public enum ThreadKind {
    /** Streams' own. */
    STREAM("StreamThrea|StateUpdate"),
    /** Those that send. */
    PRODUCER("kafka-producer"),
    /** RocksDB's background. */
    ROCKSDB("rocksdb"),
    /** The garbage collector. */
    GC("GC Thread|G1 |VM Thread|VM Periodic"),
    /** The JIT compilers, which end with the warm-up. */
    JIT("C1 Compiler|C2 Compiler|Sweeper"),
    /** All others. */
    OTHER(".");

    private final String pattern;

    ThreadKind(String pattern) {
        this.pattern = ".*(" + pattern + ").*";
    }

    /** The kind of a thread of this name. */
    static ThreadKind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> name.strip().matches(kind.pattern))
                .findFirst()
                .orElse(OTHER);
    }
}
