package io.surprisal.topology.streams;

import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.ProcessingGuarantee;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * The properties of Kafka Streams, each that is not Kafka's default with its reason. What each of them is worth is measured by
 * {@code surprisal bench --only settings}: Kafka Streams' own settings with it, and these without it.
 */
public final class StreamsSettings {

    private static final int MEGABYTE = 1 << 20;
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int LINGER_MS = 20;
    private static final int MAX_POLL_INTERVAL_MS = 600_000;

    private StreamsSettings() {}

    /** The properties for these settings. */
    public static Properties of(DetectorSettings settings) {
        DetectorSettings.Engine engine = settings.engine();
        Properties properties = new Properties();
        properties.putAll(engine.clients());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, engine.bootstrapServers());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, engine.applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, engine.stateDir().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, engine.threads());
        processing(properties, engine);
        memory(properties, engine);
        producer(properties);
        failures(properties);
        // The operator's own words win.
        properties.putAll(engine.streams());
        return properties;
    }

    private static void processing(Properties properties, DetectorSettings.Engine engine) {
        // State, outputs and input offsets commit together: a crash neither loses nor repeats an alert.
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                engine.guarantee() == ProcessingGuarantee.EXACTLY_ONCE_V2
                        ? StreamsConfig.EXACTLY_ONCE_V2
                        : StreamsConfig.AT_LEAST_ONCE);
        // Consumers of exactly-once output see an alert at the commit: 30 s, the default of at-least-once, is too late.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, engine.commitIntervalMs());
        // A task that waits for the registry or for a model (two minutes at most) keeps its partitions.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), MAX_POLL_INTERVAL_MS);
        // A store or an internal topic whose name Streams made up would be lost by the next change of the topology.
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Models are published by transactions: half a publish must not be seen. With exactly-once it is the default.
        properties.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    }

    private static void memory(Properties properties, DetectorSettings.Engine engine) {
        // None: few series come twice in 200 ms, so a cache saves nothing, but each commit must write what it held back
        // (150 ms at 30,000 a second) and nothing is judged meanwhile. Streams' own 10 MB hold 5,000 series.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, (long) engine.recordCacheMb() * MEGABYTE);
        // Each store of each partition would have its own 50 MB cache and 48 MB of write buffers. Larger buffers within
        // one bound take a third off what RocksDB's threads do at 100,000 series.
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
        properties.put(BoundedMemory.MEGABYTES_CONFIG, engine.rocksDbMemoryMb());
    }

    private static void producer(Properties properties) {
        // A changelog record is about 2 KB: at 16 KB a batch, broker and producer cost half as much again.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        // A state of 1.9 KB is some 1,000 bytes in the changelog ('bench': changelog_bytes_per_event), at little cost.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // Streams' default of 100 ms is half our commit interval; batches fill well before.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
        // Internal topics keep what the producer compressed.
        properties.put(StreamsConfig.topicPrefix(TopicConfig.COMPRESSION_TYPE_CONFIG), "producer");
    }

    private static void failures(Properties properties) {
        // What is in a record never throws here, so what does is trouble with the registry: read it again later.
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        // A failure in a processor is no property of its record either: none may be skipped in silence.
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        globalFailures(properties);
        // An alert that cannot be written must not be dropped.
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
    }

    /** Global processors too, as the next major version does by itself. */
    @SuppressWarnings("deprecation") // deprecated from its first day, because that version will not ask
    private static void globalFailures(Properties properties) {
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    }

    /** The properties of a plain client of the same brokers, such as an admin client. */
    public static Properties client(DetectorSettings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.engine().clients());
        properties.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.engine().bootstrapServers());
        return properties;
    }

    /** What the processing guarantee costs, to be said at the start; empty for exactly once. */
    public static String warning(DetectorSettings settings) {
        if (settings.engine().guarantee() == ProcessingGuarantee.EXACTLY_ONCE_V2) {
            return "";
        }
        return "processing.guarantee=%s: a crash may lose or repeat the alerts of the last %d ms"
                .formatted(
                        settings.engine().guarantee().name().toLowerCase(Locale.ROOT),
                        settings.engine().commitIntervalMs());
    }
}
