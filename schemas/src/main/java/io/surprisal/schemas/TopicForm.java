package io.surprisal.schemas;

import java.util.Map;

/**
 * What is asked of a broker for a topic.
 *
 * @param owner who decides about it
 * @param partitions at least 1
 * @param cleanupPolicy what happens to old records
 * @param timestamps what the Kafka timestamps of its records say
 * @param configs further settings at its creation; whoever runs the broker may change them later
 */
public record TopicForm(
        TopicOwner owner,
        int partitions,
        CleanupPolicy cleanupPolicy,
        MessageTimestamp timestamps,
        Map<String, String> configs) {

    /** Checks the number of partitions. */
    public TopicForm {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: partitions=" + partitions);
        }
        configs = Map.copyOf(configs);
    }
}
