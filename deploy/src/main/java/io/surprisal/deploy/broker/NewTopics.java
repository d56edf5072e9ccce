package io.surprisal.deploy.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics that were created a moment ago: the controller has them before the broker does. */
public final class NewTopics {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long POLL_INTERVAL_MS = 20;

    private NewTopics() {}

    /**
     * Waits until the broker knows all topics and who leads their partitions.
     *
     * @throws KafkaException if it does not within half a minute
     */
    public static void await(Admin admin, Collection<String> names) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!known(admin, names)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("the broker does not know its new topics after " + LIMIT.toSeconds() + " s");
            }
            // The broker offers nothing to wait for but another question.
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL_MS);
        }
    }

    private static boolean known(Admin admin, Collection<String> names) throws InterruptedException {
        try {
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .allMatch(NewTopics::isLed);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new KafkaException("cannot describe " + names, e.getCause());
        }
    }

    private static boolean isLed(TopicDescription topic) {
        return topic.partitions().stream()
                .allMatch(partition ->
                        partition.leader() != null && !partition.leader().isEmpty());
    }
}
