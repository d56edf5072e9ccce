package io.surprisal.deploy.reset;

import io.surprisal.schemas.TopicRole;
import io.surprisal.topology.RunPlan;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.streams.LocalStores;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Takes an application to another place of its input, and lets it forget its series unless told otherwise. Results that were
 * written stay, and so do models, policies and routes.
 *
 * <p>Two calls, so that one can look before: {@link #plan} reads, {@link #execute} does what it has planned.
 */
public final class Reset {

    private static final long DELETION_LIMIT_MS = 30_000;
    private static final long PAUSE_MS = 200;

    private final Admin admin;
    private final DetectorSettings settings;
    private final boolean keepsState;
    private final Map<TopicPartition, Long> offsets =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    private final List<String> doomed = new ArrayList<>(); // internal topics

    /**
     * A reset, not planned yet.
     *
     * @param admin client of the brokers; stays the caller's to close
     * @param keepsState whether the series are remembered
     */
    public Reset(Admin admin, DetectorSettings settings, boolean keepsState) {
        this.admin = admin;
        this.settings = settings;
        this.keepsState = keepsState;
    }

    /**
     * What would be done, line by line.
     *
     * @throws ResetException if instances run, or there is no input topic
     */
    public List<String> plan(Target target) {
        try {
            refuseWhileItRuns();
            String topic = settings.topics().name(TopicRole.OBSERVATIONS);
            offsets.putAll(target.offsets(admin, partitions(topic)));
            Set<String> there = admin.listTopics().names().get();
            for (String internal : new RunPlan(settings).internalTopics()) {
                boolean goes = !keepsState || internal.endsWith("-repartition");
                if (goes && there.contains(internal)) {
                    doomed.add(internal);
                }
            }
            return lines(target, topic);
        } catch (ExecutionException failure) {
            throw failed(failure);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private List<String> lines(Target target, String topic) {
        List<String> lines = new ArrayList<>();
        lines.add("group " + settings.engine().applicationId() + " reads " + topic + " from " + target);
        offsets.forEach((partition, offset) -> lines.add("  " + partition + " from offset " + offset));
        doomed.forEach(name -> lines.add("delete topic " + name));
        if (!keepsState && Files.exists(LocalStores.folder(settings))) {
            lines.add("delete folder " + LocalStores.folder(settings).toAbsolutePath());
        }
        return lines;
    }

    /**
     * Does what was planned.
     *
     * @throws ResetException if instances have been started since, or it does not succeed; it may be begun again
     */
    public void execute() {
        try {
            refuseWhileItRuns();
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
            offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
            admin.alterConsumerGroupOffsets(settings.engine().applicationId(), committed)
                    .all()
                    .get();
            admin.deleteTopics(doomed).all().get();
            awaitDeletion();
            if (!keepsState) {
                LocalStores.delete(settings);
            }
        } catch (ExecutionException failure) {
            throw failed(failure);
        } catch (IOException stuck) {
            throw new ResetException("the folder " + LocalStores.folder(settings) + " cannot be deleted: "
                    + stuck.getMessage() + "; delete it by hand before the next start");
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private void refuseWhileItRuns() throws ExecutionException, InterruptedException {
        String group = settings.engine().applicationId();
        try {
            ConsumerGroupDescription description =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            if (description != null && !description.members().isEmpty()) {
                List<String> members = description.members().stream()
                        .map(MemberDescription::clientId)
                        .sorted()
                        .toList();
                throw new ResetException("instances of " + group
                        + " run, or have stopped so lately that the group still has them: " + String.join(", ", members)
                        + "; stop them all and wait until the session times out (45 s)");
            }
        } catch (ExecutionException failure) {
            // A group that never was has nobody in it.
            if (!(failure.getCause() instanceof GroupIdNotFoundException)) {
                throw failure;
            }
        }
    }

    private List<TopicPartition> partitions(String topic) throws ExecutionException, InterruptedException {
        TopicDescription description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        if (description == null) {
            throw new ResetException("there is no topic " + topic);
        }
        return description.partitions().stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
    }

    /** A start that finds a topic which is about to go would use it. */
    private void awaitDeletion() throws ExecutionException, InterruptedException {
        long deadline = System.currentTimeMillis() + DELETION_LIMIT_MS;
        while (admin.listTopics().names().get().stream().anyMatch(doomed::contains)) {
            if (System.currentTimeMillis() > deadline) {
                throw new ResetException("the brokers have not deleted " + String.join(", ", doomed)
                        + " yet; is delete.topic.enable=false? Start nothing before they are gone");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }

    private static RuntimeException failed(ExecutionException failure) {
        return failure.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(failure.getCause());
    }

    private static ResetException interrupted() {
        Thread.currentThread().interrupt();
        return new ResetException("interrupted; begin again");
    }
}
