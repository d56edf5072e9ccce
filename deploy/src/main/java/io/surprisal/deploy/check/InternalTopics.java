package io.surprisal.deploy.check;

import io.surprisal.schemas.TopicRole;
import io.surprisal.topology.RunPlan;
import io.surprisal.topology.settings.DetectorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/** Whether the changelogs of an earlier start fit the input: both must have as many partitions. */
final class InternalTopics {

    private final Admin admin;
    private final DetectorSettings settings;
    private final List<String> topics;

    InternalTopics(Admin admin, DetectorSettings settings, RunPlan plan) {
        this.admin = admin;
        this.settings = settings;
        this.topics = plan.internalTopics();
    }

    List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        String source = source();
        int wanted = partitions(source);
        if (wanted == 0) {
            return findings;
        }
        int found = 0;
        for (String topic : topics) {
            int partitions = partitions(topic);
            if (partitions == 0) {
                continue;
            }
            found++;
            if (partitions != wanted) {
                findings.add(Finding.fault(
                        "internal topic " + topic,
                        "has " + partitions + " partitions, " + source + " has " + wanted
                                + ": it was made when the input had others; 'surprisal reset' deletes it"));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "internal topics",
                    found == 0
                            ? "none yet; Kafka Streams makes them"
                            : found + " of " + topics.size() + " are there, partitioned as " + source));
        }
        return findings;
    }

    /** What the tasks read: the repartition topic, once there is one. */
    private String source() {
        String observations = settings.topics().name(TopicRole.OBSERVATIONS);
        if (!settings.input().repartitions()) {
            return observations;
        }
        String bySeries = topics.get(0);
        return partitions(bySeries) == 0 ? observations : bySeries;
    }

    /** 0 where there is no such topic, or none that may be described. */
    private int partitions(String topic) {
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(List.of(topic)).topicNameValues();
        try {
            return described.values().iterator().next().get().partitions().size();
        } catch (ExecutionException unknown) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
