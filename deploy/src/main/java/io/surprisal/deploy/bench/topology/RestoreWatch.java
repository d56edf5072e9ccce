package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.timing.CpuSample;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Counts the records of a restore, from the beginning of the first store's to the end of the last one's. */
final class RestoreWatch implements StateRestoreListener {

    private final CpuSample before = CpuSample.own();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong begun = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong ended = new AtomicLong(Long.MIN_VALUE);

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        begun.accumulateAndGet(System.nanoTime(), Math::min);
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long last, long count) {
        records.addAndGet(count);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
        ended.accumulateAndGet(System.nanoTime(), Math::max);
    }

    long records() {
        return records.get();
    }

    /** By the wall clock. */
    double recordsPerSecond() {
        return records.get() * 1e9 / (ended.get() - begun.get());
    }

    /** CPU time of this process for each record since this was made, without the JIT compilers', microseconds. */
    double appMicros() {
        return CpuSample.own().since(before) / 1e3 / records.get();
    }
}
