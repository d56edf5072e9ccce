package io.surprisal.topology.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The metrics of Kafka Streams, of its clients and of its RocksDB stores. The library's binder looks for new ones once a minute;
 * here whoever reads them sees the tasks and stores of this moment, and none of those that have gone. Beside them:
 *
 * <pre>
 *   surprisal_lag_records{topic}             records of the topic that this instance has not fetched yet, over its partitions
 * </pre>
 *
 * <p>The consumers' own {@code records_lag} is there twice for a topic with a dot in its name. Not thread-safe.
 */
final class StreamsMeters {

    private static final String CONSUMERS = "consumer-fetch-manager-metrics";
    private static final String LAG = "records-lag";

    /** Of stores, what is recorded only at the level DEBUG: else zeros, or no numbers, on half of the page. */
    private static final Pattern DEBUG_OF_STORES = Pattern.compile(
            "kafka\\.stream\\.(state|record\\.cache)\\.(?!updater\\.).*\\.(rate|total|avg|max|min|ratio)");

    private final KafkaStreams streams;
    private final Set<String> inputs;
    private final MeterRegistry registry;
    private final MultiGauge lag;
    private Set<MetricName> bound;
    private KafkaStreamsMetrics binder;

    /**
     * Shows them in this registry.
     *
     * @param inputs topics whose lag counts
     */
    StreamsMeters(KafkaStreams streams, Set<String> inputs, MeterRegistry registry) {
        this.streams = streams;
        this.inputs = inputs;
        this.registry = registry;
        this.lag = MultiGauge.builder("surprisal.lag")
                .description("Records that this instance has not fetched yet")
                .baseUnit("records")
                .register(registry);
        this.bound = names();
        this.binder = bind();
    }

    /** Whether Streams records it at the level DEBUG alone. */
    static boolean isDebug(Meter.Id id) {
        return DEBUG_OF_STORES.matcher(id.getName()).matches();
    }

    /** Shows what there is now. */
    void refresh() {
        Set<MetricName> now = names();
        if (!now.equals(bound)) {
            binder.close();
            binder = bind();
            bound = now;
        }
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        lags().forEach((topic, records) -> rows.add(MultiGauge.Row.of(Tags.of("topic", topic), records)));
        lag.register(rows, true);
    }

    private Map<String, Double> lags() {
        Map<String, Double> lags = new HashMap<>();
        for (Metric metric : streams.metrics().values()) {
            MetricName name = metric.metricName();
            String topic = name.tags().get("topic");
            if (name.group().equals(CONSUMERS)
                    && name.name().equals(LAG)
                    && topic != null
                    && inputs.contains(topic)
                    && metric.metricValue() instanceof Double records
                    && Double.isFinite(records)) {
                lags.merge(topic, records, Double::sum);
            }
        }
        return lags;
    }

    private KafkaStreamsMetrics bind() {
        KafkaStreamsMetrics fresh = new KafkaStreamsMetrics(streams);
        fresh.bindTo(registry);
        return fresh;
    }

    private Set<MetricName> names() {
        return Set.copyOf(streams.metrics().keySet());
    }

    void close() {
        binder.close();
    }
}
