package io.surprisal.topology.api;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;

/** How many records of each partition the consumers have not fetched yet, as they measure it themselves. */
final class UnfetchedRecords {

    private static final String GROUP = "consumer-fetch-manager-metrics";
    private static final String NAME = "records-lag";

    private UnfetchedRecords() {}

    /** By partition; those of which nothing was fetched yet are missing. */
    static Map<TopicPartition, Long> of(Map<MetricName, ? extends Metric> metrics) {
        Map<TopicPartition, Long> unfetched = new HashMap<>();
        for (Metric metric : metrics.values()) {
            MetricName name = metric.metricName();
            String topic = name.tags().get("topic");
            String partition = name.tags().get("partition");
            if (name.group().equals(GROUP)
                    && name.name().equals(NAME)
                    && topic != null
                    && partition != null
                    && metric.metricValue() instanceof Double lag
                    && Double.isFinite(lag)) {
                unfetched.put(new TopicPartition(topic, Integer.parseInt(partition)), lag.longValue());
            }
        }
        return unfetched;
    }
}
