package io.surprisal.schemas.policy;

import io.surprisal.model.policy.AlertPolicy;
import java.util.List;

/** What holds for one series at each event time, precedence of patterns worked out. Immutable. */
public final class PolicyTimeline {

    /** For a series that no pattern means. */
    static final PolicyTimeline USUAL =
            new PolicyTimeline(new long[] {Long.MIN_VALUE}, new AlertPolicy[] {AlertPolicy.USUAL});

    private final long[] fromMs; // increasing, the first one before all events
    private final AlertPolicy[] policies;

    private PolicyTimeline(long[] fromMs, AlertPolicy[] policies) {
        this.fromMs = fromMs;
        this.policies = policies;
    }

    /** Of rules that all mean the series, in the order of precedence. */
    static PolicyTimeline of(List<PolicyRule> rules) {
        if (rules.isEmpty()) {
            return USUAL;
        }
        long[] times = rules.stream()
                .flatMap(rule -> rule.steps().stream())
                .mapToLong(PolicyRule.Step::fromMs)
                .sorted()
                .distinct()
                .toArray();
        long[] fromMs = new long[times.length + 1];
        AlertPolicy[] policies = new AlertPolicy[fromMs.length];
        fromMs[0] = Long.MIN_VALUE;
        System.arraycopy(times, 0, fromMs, 1, times.length);
        for (int index = 0; index < fromMs.length; index++) {
            policies[index] = holding(rules, fromMs[index]);
        }
        return new PolicyTimeline(fromMs, policies);
    }

    private static AlertPolicy holding(List<PolicyRule> rules, long eventTimeMs) {
        return rules.stream()
                .flatMap(rule -> rule.at(eventTimeMs).stream())
                .map(PolicyRule.Step::policy)
                .findFirst()
                .orElse(AlertPolicy.USUAL);
    }

    /** What holds for an event. Present events are found first. */
    public AlertPolicy at(long eventTimeMs) {
        int index = fromMs.length - 1;
        while (index > 0 && fromMs[index] > eventTimeMs) {
            index--;
        }
        return policies[index];
    }
}
