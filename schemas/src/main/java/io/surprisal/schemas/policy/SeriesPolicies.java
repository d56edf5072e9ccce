package io.surprisal.schemas.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All policies of one moment. Immutable. */
public final class SeriesPolicies {

    private static final SeriesPolicies NONE = new SeriesPolicies(Map.of());

    private final Map<String, PolicyRule> byPattern;
    private final List<PolicyRule> wildcards; // in the order of precedence

    private SeriesPolicies(Map<String, PolicyRule> byPattern) {
        this.byPattern = byPattern;
        this.wildcards = byPattern.values().stream()
                .filter(rule -> !rule.pattern().isLiteral())
                .sorted(Comparator.comparing(PolicyRule::pattern))
                .toList();
    }

    /** Nobody has wished anything. */
    public static SeriesPolicies none() {
        return NONE;
    }

    /** These rules; of two with the same pattern the later one. */
    public static SeriesPolicies of(Collection<PolicyRule> rules) {
        Map<String, PolicyRule> byPattern = new HashMap<>();
        rules.forEach(rule -> byPattern.put(rule.pattern().text(), rule));
        return new SeriesPolicies(byPattern);
    }

    /** Whether there are none, so that no series need be looked up. */
    public boolean isEmpty() {
        return byPattern.isEmpty();
    }

    /** All rules, in the order of precedence. */
    public List<PolicyRule> rules() {
        return byPattern.values().stream()
                .sorted(Comparator.comparing(PolicyRule::pattern))
                .toList();
    }

    /** The rules that mean a series, in the order of precedence. */
    public List<PolicyRule> matching(String series) {
        List<PolicyRule> matching = new ArrayList<>();
        PolicyRule own = byPattern.get(series);
        if (own != null && own.pattern().isLiteral()) {
            matching.add(own);
        }
        for (PolicyRule rule : wildcards) {
            if (rule.pattern().matches(series)) {
                matching.add(rule);
            }
        }
        return matching;
    }

    /** What holds for a series at each event time. Costs a comparison with each pattern that has a wildcard. */
    public PolicyTimeline timeline(String series) {
        return PolicyTimeline.of(matching(series));
    }
}
