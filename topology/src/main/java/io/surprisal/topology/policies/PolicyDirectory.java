package io.surprisal.topology.policies;

import io.surprisal.avro.PolicySchedule;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.policy.PolicyRule;
import io.surprisal.schemas.policy.SeriesPolicies;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies that may be applied, as far as the models topic has been read. A record of which anything is wrong is
 * refused as a whole, and what held before stays. Taking a record twice changes nothing. Thread-safe.
 */
public final class PolicyDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyDirectory.class);

    // Both by synchronized methods only.
    private final Map<String, PolicyRule> rules = new HashMap<>();
    private final Map<String, Set<String>> refusals = new HashMap<>();
    private volatile SeriesPolicies current = SeriesPolicies.none();

    /** The policies of this moment; the same object as long as nothing changes. */
    public SeriesPolicies current() {
        return current;
    }

    /**
     * Takes a record.
     *
     * @param schedule {@code null} is a tombstone
     * @return why it must not be used, each reason once
     */
    public synchronized Optional<String> accept(ModelsTopicKey.Policy key, @Nullable PolicySchedule schedule) {
        String pattern = key.pattern();
        if (schedule == null) {
            refusals.remove(pattern);
            if (rules.remove(pattern) != null) {
                LOG.info("Policy {} is gone from the topic", pattern);
                publish();
            }
            return Optional.empty();
        }
        try {
            PolicyRule rule = PolicyRule.of(pattern, schedule);
            refusals.remove(pattern);
            if (!rule.equals(rules.put(pattern, rule))) {
                log(rule);
                publish();
            }
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            String reason = String.valueOf(wrong.getMessage());
            boolean first =
                    refusals.computeIfAbsent(pattern, each -> new HashSet<>()).add(reason);
            return first ? Optional.of(reason) : Optional.empty();
        }
    }

    private void publish() {
        current = SeriesPolicies.of(rules.values());
    }

    private static void log(PolicyRule rule) {
        if (rule.steps().isEmpty()) {
            LOG.info("Policy {} has no entry", rule.pattern());
            return;
        }
        PolicyRule.Step last = rule.steps().get(rule.steps().size() - 1);
        LOG.info(
                "Policy {}, entry {}, for events from {} on: {}",
                rule.pattern(),
                last.entry().getEpoch(),
                last.entry().getFromEventTime(),
                last.ends() ? "none" : new TreeMap<>(last.entry().getSettings()));
    }
}
