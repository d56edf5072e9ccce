package io.surprisal.deploy.check;

import io.surprisal.schemas.TopicRole;
import io.surprisal.topology.RunPlan;
import io.surprisal.topology.settings.DetectorSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** Whether the broker lets this client do what the detector does, as far as it tells. */
final class Rights {

    private final Admin admin;
    private final DetectorSettings settings;
    private final RunPlan plan;

    Rights(Admin admin, DetectorSettings settings, RunPlan plan) {
        this.admin = admin;
        this.settings = settings;
        this.plan = plan;
    }

    /** Rights on the topics that are there, on the group, and to make internal topics. */
    List<Finding> check(Set<String> missing) {
        List<Finding> findings = new ArrayList<>();
        for (TopicRole role : plan.topics()) {
            String topic = settings.topics().name(role);
            if (!missing.contains(topic)) {
                topic(role, topic, findings);
            }
        }
        group(findings);
        internalTopics(findings);
        if (findings.isEmpty()) {
            findings.add(Finding.ok("rights", "on topics and group: all that is needed"));
        }
        return findings;
    }

    private Set<AclOperation> needed(TopicRole role) {
        return switch (role) {
            case OBSERVATIONS, MODELS -> EnumSet.of(AclOperation.READ);
            case ANOMALIES ->
                settings.http().keptAnomalies() > 0
                        ? EnumSet.of(AclOperation.WRITE, AclOperation.READ)
                        : EnumSet.of(AclOperation.WRITE);
            case INCIDENTS ->
                settings.incidents().kept() > 0
                        ? EnumSet.of(AclOperation.WRITE, AclOperation.READ)
                        : EnumSet.of(AclOperation.WRITE);
            case FEEDBACK ->
                settings.http().token().isEmpty()
                        ? EnumSet.of(AclOperation.READ)
                        : EnumSet.of(AclOperation.READ, AclOperation.WRITE);
            case SCORES, SHADOW_SCORES, ALERT_EVIDENCE, DEAD_LETTERS -> EnumSet.of(AclOperation.WRITE);
        };
    }

    private void topic(TopicRole role, String topic, List<Finding> findings) {
        String subject = "rights on topic " + topic;
        try {
            Set<AclOperation> allowed = admin.describeTopics(
                            List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .authorizedOperations();
            lacking(subject, needed(role), allowed, findings);
        } catch (ExecutionException refused) {
            findings.add(Finding.fault(subject, ConfigCheck.reason(refused)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            findings.add(Finding.fault(subject, "interrupted"));
        }
    }

    private void group(List<Finding> findings) {
        String group = settings.engine().applicationId();
        String subject = "rights on group " + group;
        try {
            Set<AclOperation> allowed = admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .authorizedOperations();
            lacking(subject, EnumSet.of(AclOperation.READ), allowed, findings);
        } catch (ExecutionException refused) {
            // A group that never was is described to nobody.
            if (!(refused.getCause() instanceof GroupIdNotFoundException)) {
                findings.add(Finding.fault(subject, ConfigCheck.reason(refused)));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            findings.add(Finding.fault(subject, "interrupted"));
        }
    }

    private void internalTopics(List<Finding> findings) {
        try {
            if (admin.listTopics().names().get().containsAll(plan.internalTopics())) {
                return;
            }
            Set<AclOperation> allowed = admin.describeCluster(
                            new DescribeClusterOptions().includeAuthorizedOperations(true))
                    .authorizedOperations()
                    .get();
            if (lacks(AclOperation.CREATE, allowed)) {
                findings.add(Finding.warning(
                        "rights on the cluster",
                        "no right to create topics; the internal ones are missing, so it needs that right on the prefix "
                                + settings.engine().applicationId() + "- (which a broker does not tell)"));
            }
        } catch (ExecutionException refused) {
            findings.add(Finding.warning("rights on the cluster", ConfigCheck.reason(refused)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            findings.add(Finding.fault("rights on the cluster", "interrupted"));
        }
    }

    private static void lacking(
            String subject, Set<AclOperation> needed, @Nullable Set<AclOperation> allowed, List<Finding> findings) {
        List<String> lacking = needed.stream()
                .filter(operation -> lacks(operation, allowed))
                .map(Enum::name)
                .toList();
        if (!lacking.isEmpty()) {
            findings.add(Finding.fault(
                    subject, String.join(" and ", lacking) + " is not allowed; docs/SECURITY.md lists all rights"));
        }
    }

    /** A broker that does not tell is taken to allow. */
    private static boolean lacks(AclOperation operation, @Nullable Set<AclOperation> allowed) {
        return allowed != null && !allowed.contains(operation) && !allowed.contains(AclOperation.ALL);
    }
}
