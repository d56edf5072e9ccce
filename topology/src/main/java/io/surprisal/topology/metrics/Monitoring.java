package io.surprisal.topology.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.Topics;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.streams.BoundedMemory;
import io.surprisal.topology.weights.ModelLines;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of one instance, as Prometheus reads them: what the detector counts ({@link DetectorMetrics}), the models that
 * score ({@link ModelInfo}), Kafka Streams' own with RocksDB's ({@link StreamsMeters}), the JVM's, and these:
 *
 * <pre>
 *   surprisal_ready                          1 while /health/ready answers 200, else 0
 *   surprisal_restore_remaining_records      changelog records that stores which are being restored have not read yet
 *   surprisal_rocksdb_memory_bytes{kind}     of the memory that all stores share: used, and of this pinned, that is not to be
 *                                            given up (write buffers, blocks being read)
 *   surprisal_rocksdb_memory_limit_bytes     rocksdb.memory.mb
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class Monitoring implements AutoCloseable {

    private final PrometheusMeterRegistry registry = registry();
    private final DetectorMetrics detector = new DetectorMetrics(registry);
    private final ModelInfo models = new ModelInfo(registry);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private @Nullable StreamsMeters streams; // from begin on
    private @Nullable Instance instance; // from begin on
    private volatile boolean debugging; // from begin on: whether Streams records at the level DEBUG

    /**
     * What is measured of an instance when it is asked.
     *
     * @param streams what runs
     * @param settings what it was told
     * @param ready whether it does its work
     * @param recordsToRestore changelog records that stores have not read yet
     * @param models that may score now
     */
    public record Instance(
            KafkaStreams streams,
            DetectorSettings settings,
            BooleanSupplier ready,
            LongSupplier recordsToRestore,
            Supplier<ModelLines> models) {}

    /** A registry whose filter is there before its first meter, as Micrometer wants it. */
    private PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry empty = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        empty.config().meterFilter(MeterFilter.deny(id -> !debugging && StreamsMeters.isDebug(id)));
        return empty;
    }

    /** What the detector counts. */
    public DetectorMetrics detector() {
        return detector;
    }

    /** Begins to measure an instance, once. */
    public synchronized void begin(Instance now) {
        instance = now;
        DetectorSettings.Engine engine = now.settings().engine();
        debugging = isDebugging(engine);
        streams = new StreamsMeters(now.streams(), inputs(now.settings()), registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        garbage.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new DiskSpaceMetrics(engine.stateDir().toFile()).bindTo(registry);
        Gauge.builder("surprisal.ready", now.ready(), ready -> ready.getAsBoolean() ? 1 : 0)
                .description("Whether the instance does its work: 1 or 0")
                .strongReference(true)
                .register(registry);
        Gauge.builder("surprisal.restore.remaining", now.recordsToRestore(), LongSupplier::getAsLong)
                .description("Changelog records that stores which are being restored have not read yet")
                .baseUnit("records")
                .strongReference(true)
                .register(registry);
        memory("used", BoundedMemory::usedBytes);
        memory("pinned", BoundedMemory::pinnedBytes);
        Gauge.builder("surprisal.rocksdb.memory.limit", BoundedMemory::limitBytes)
                .description("What all RocksDB stores may use together")
                .baseUnit("bytes")
                .register(registry);
    }

    private static Set<String> inputs(DetectorSettings settings) {
        String observations = settings.topics().name(TopicRole.OBSERVATIONS);
        String bySeries = settings.engine().applicationId() + '-' + Topics.OBSERVATIONS_BY_SERIES + "-repartition";
        return Set.of(observations, bySeries);
    }

    private static boolean isDebugging(DetectorSettings.Engine engine) {
        String level = engine.streams().getOrDefault(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, "INFO");
        return !level.equals("INFO");
    }

    private void memory(String kind, Supplier<Number> bytes) {
        Gauge.builder("surprisal.rocksdb.memory", bytes)
                .description("Memory that all RocksDB stores share: used, and of this pinned")
                .tag("kind", kind)
                .baseUnit("bytes")
                .register(registry);
    }

    /** All metrics of this moment in Prometheus' text format. */
    public synchronized String scrape() {
        if (streams != null && instance != null) {
            streams.refresh();
            models.refresh(instance.models().get());
        }
        return registry.scrape();
    }

    @Override
    public synchronized void close() {
        if (streams != null) {
            streams.close();
        }
        garbage.close();
        registry.close();
    }
}
