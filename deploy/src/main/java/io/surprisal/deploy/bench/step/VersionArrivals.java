package io.surprisal.deploy.bench.step;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.deploy.endurance.Versions;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.ModelFit;
import io.surprisal.topology.weights.ModelListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.serialization.Serde;

/**
 * Versions that come on the models topic ten times a second and are decoded, checked and made ready on a thread of their own,
 * as the global thread of Kafka Streams does it; each is withdrawn when two more have come.
 */
final class VersionArrivals implements AutoCloseable {

    private static final int VERSIONS = 12;
    private static final int KEPT = 2;
    private static final long NANOS_BETWEEN = 100_000_000;
    /** Half a minute of them: by then the code that decodes is compiled. */
    private static final int WARM_UP = 300;

    /** A version's records as they lie on the topic. */
    private record Arrival(List<String> keys, List<byte[]> values) {}

    private final ModelDirectory directory;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final AtomicLong cpuNanos = new AtomicLong();
    private final AtomicLong versions = new AtomicLong();
    private final Thread thread = new Thread(this::run, "version-arrivals");
    private volatile boolean coming;
    private volatile boolean over;

    /** Arrivals that wait to be let in. */
    VersionArrivals(ModelSnapshot bundled, List<String> features) {
        Serde<ModelsRecord> serde =
                new RegistrySerdes(RegistrySettings.at("mock://bench-swap").registering()).of(ModelsRecord.class);
        directory = new ModelDirectory(
                bundled.identity().name(),
                new ModelFit(features, List.of()),
                Optional.of(bundled),
                serde.deserializer(),
                ModelListener.none());
        for (int version = 1; version <= VERSIONS; version++) {
            List<ModelsTopicRecord> records =
                    ModelCodec.toRecords(Versions.number(version), ModelCodec.DEFAULT_CHUNK_SIZE);
            arrivals.add(new Arrival(
                    records.stream().map(each -> each.key().format()).toList(),
                    records.stream()
                            .map(each -> serde.serializer().serialize("models", each.value()))
                            .toList()));
        }
        for (int version = 0; version < WARM_UP; version++) {
            come(version);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** What the event path asks for a version. */
    ModelDirectory directory() {
        return directory;
    }

    /** Whether versions come from now on. */
    void let(boolean come) {
        coming = come;
    }

    /** CPU time that decoding has taken so far, nanoseconds. */
    long cpuNanos() {
        return cpuNanos.get();
    }

    /** Versions that have come so far. */
    long versions() {
        return versions.get();
    }

    private void run() {
        var threads = ManagementFactory.getThreadMXBean();
        long next = System.nanoTime();
        int version = 0;
        while (!over) {
            if (coming) {
                long before = threads.getCurrentThreadCpuTime();
                come(version);
                cpuNanos.addAndGet(threads.getCurrentThreadCpuTime() - before);
                versions.incrementAndGet();
                version++;
            }
            next = Math.max(next + NANOS_BETWEEN, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void come(int version) {
        take(arrivals.get(version % VERSIONS), true);
        take(arrivals.get((version + VERSIONS - KEPT) % VERSIONS), false);
    }

    private void take(Arrival arrival, boolean come) {
        for (int record = 0; record < arrival.keys().size(); record++) {
            directory.accept(arrival.keys().get(record), come ? arrival.values().get(record) : null);
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
