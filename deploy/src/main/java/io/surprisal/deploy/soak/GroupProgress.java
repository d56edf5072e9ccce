package io.surprisal.deploy.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a detector has come on its input, as the broker has it. */
final class GroupProgress implements AutoCloseable {

    private static final long LIMIT_SECONDS = 30;

    private final Admin admin;
    private final String group;
    private final String topic;

    /** Where a group stands. */
    record Standing(long committed, long end) {

        long lag() {
            return end - committed;
        }
    }

    GroupProgress(String bootstrapServers, String group, String topic) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.group = group;
        this.topic = topic;
    }

    Standing now() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> wished = new HashMap<>();
            for (TopicDescription description : admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .values()) {
                description
                        .partitions()
                        .forEach(info -> wished.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
            }
            // First what is committed: so the lag is never too small.
            long committed = admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .entrySet()
                    .stream()
                    .filter(entry -> wished.containsKey(entry.getKey()) && entry.getValue() != null)
                    .map(Map.Entry::getValue)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
            long end = admin.listOffsets(wished).all().get(LIMIT_SECONDS, TimeUnit.SECONDS).values().stream()
                    .mapToLong(info -> info.offset())
                    .sum();
            return new Standing(committed, end);
        } catch (ExecutionException | TimeoutException silent) {
            throw new IllegalStateException("the broker does not tell where group " + group + " stands", silent);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
