package io.surprisal.topology.api;

import io.surprisal.topology.http.Health;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.TaskMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What runs on this instance, and the others that it knows.
 *
 * @param instance host and port by which the others know it; {@code null} where they do not
 * @param state of Kafka Streams
 * @param paused whether its input waits, for a model or for the registry
 * @param ready whether it does its work
 * @param reason why not, or a word that says it does
 * @param threads stream threads with their tasks
 * @param restores stores that are being restored
 * @param instances all that the group knows by name, this one among them
 */
record InstanceStatus(
        @Nullable String instance,
        String state,
        boolean paused,
        boolean ready,
        String reason,
        List<StreamThread> threads,
        List<RestoreProgress.Restore> restores,
        List<Instance> instances) {

    private static final long UNKNOWN = -1;

    /**
     * A stream thread.
     *
     * @param name of it
     * @param state of it
     * @param active tasks that work
     * @param standby tasks that follow
     */
    record StreamThread(String name, String state, List<Task> active, List<Task> standby) {}

    /**
     * A task.
     *
     * @param task its name: number of the part of the topology, then partition
     * @param partitions that it reads
     */
    record Task(String task, List<Partition> partitions) {}

    /**
     * A partition that is read.
     *
     * @param topic of it
     * @param partition of the topic
     * @param committed the offset up to which all is done; {@code null} = unknown
     * @param lag records from there to the end, as the consumer last heard of it; {@code null} = unknown
     */
    record Partition(
            String topic,
            int partition,
            @Nullable Long committed,
            @Nullable Long lag) {}

    /**
     * An instance.
     *
     * @param instance host and port
     * @param active partitions that it works on, topic-number
     * @param standby partitions that it follows, topic-number
     */
    record Instance(String instance, List<String> active, List<String> standby) {}

    static InstanceStatus of(KafkaStreams streams, @Nullable String self, Health ready, RestoreProgress restores) {
        boolean known = streams.state().isRunningOrRebalancing();
        return new InstanceStatus(
                self,
                streams.state().name(),
                streams.isPaused(),
                ready.well(),
                ready.reason(),
                known ? threads(streams) : List.of(),
                restores.now(),
                known ? instances(streams) : List.of());
    }

    private static List<StreamThread> threads(KafkaStreams streams) {
        Map<TopicPartition, Long> unfetched = UnfetchedRecords.of(streams.metrics());
        return streams.metadataForLocalThreads().stream()
                .map(each -> new StreamThread(
                        each.threadName(),
                        each.threadState(),
                        tasks(each.activeTasks(), unfetched),
                        tasks(each.standbyTasks(), unfetched)))
                .sorted(Comparator.comparing(StreamThread::name))
                .toList();
    }

    private static List<Task> tasks(Set<TaskMetadata> tasks, Map<TopicPartition, Long> unfetched) {
        return tasks.stream()
                .sorted(Comparator.comparing(TaskMetadata::taskId))
                .map(each -> new Task(each.taskId().toString(), partitions(each, unfetched)))
                .toList();
    }

    private static List<Partition> partitions(TaskMetadata task, Map<TopicPartition, Long> unfetched) {
        List<Partition> partitions = new ArrayList<>();
        for (TopicPartition each : sorted(task.topicPartitions())) {
            Long committed = known(task.committedOffsets(), each);
            Long fetched = known(task.endOffsets(), each);
            Long behind = unfetched.get(each);
            Long lag = committed == null || fetched == null || behind == null
                    ? null
                    : behind + Math.max(fetched + 1 - committed, 0);
            partitions.add(new Partition(each.topic(), each.partition(), committed, lag));
        }
        return partitions;
    }

    private static @Nullable Long known(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        return offset == null || offset == UNKNOWN ? null : offset;
    }

    private static List<Instance> instances(KafkaStreams streams) {
        return streams.metadataForAllStreamsClients().stream()
                .filter(each -> each.port() >= 0)
                .map(InstanceStatus::instance)
                .sorted(Comparator.comparing(Instance::instance))
                .toList();
    }

    private static Instance instance(StreamsMetadata metadata) {
        return new Instance(
                Instances.name(metadata.hostInfo()),
                names(metadata.topicPartitions()),
                names(metadata.standbyTopicPartitions()));
    }

    private static List<String> names(Set<TopicPartition> partitions) {
        return sorted(partitions).stream().map(TopicPartition::toString).toList();
    }

    private static List<TopicPartition> sorted(Set<TopicPartition> partitions) {
        return partitions.stream()
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
                .toList();
    }
}
