package io.surprisal.schemas.policy;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.model.policy.AlertPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pattern with all that holds for it, read and checked. Immutable. */
public final class PolicyRule {

    /**
     * What holds from an event time on.
     *
     * @param entry as it stands on the topic
     * @param policy what its settings ask for
     */
    public record Step(PolicyEntry entry, AlertPolicy policy) {

        /** Whether the entry ends what held before: it has no settings. */
        public boolean ends() {
            return entry.getSettings().isEmpty();
        }

        long fromMs() {
            return entry.getFromEventTime().toEpochMilli();
        }
    }

    private final SeriesPattern pattern;
    private final List<Step> steps;

    private PolicyRule(SeriesPattern pattern, List<Step> steps) {
        this.pattern = pattern;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException if anything in any of its entries is wrong; the message has the entry's epoch
     */
    public static PolicyRule of(String pattern, PolicySchedule schedule) {
        List<Step> steps = new ArrayList<>();
        for (PolicyEntry entry : schedule.getEntries()) {
            try {
                steps.add(new Step(entry, PolicySetting.parse(entry.getSettings())));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("entry " + entry.getEpoch() + ": " + wrong.getMessage(), wrong);
            }
        }
        return new PolicyRule(SeriesPattern.of(pattern), steps);
    }

    /** Whom it is about. */
    public SeriesPattern pattern() {
        return pattern;
    }

    /** All entries in the order in which they were appended. */
    public List<Step> steps() {
        return steps;
    }

    /**
     * What holds for an event: the entry appended last among those whose time has come. Empty before the time of all of
     * them, and where that entry ends what held before: there the pattern counts as not there.
     */
    public Optional<Step> at(long eventTimeMs) {
        for (int index = steps.size() - 1; index >= 0; index--) {
            Step step = steps.get(index);
            if (step.fromMs() <= eventTimeMs) {
                return step.ends() ? Optional.empty() : Optional.of(step);
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyRule that && pattern.equals(that.pattern) && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return 31 * pattern.hashCode() + steps.hashCode();
    }

    @Override
    public String toString() {
        return "PolicyRule[" + pattern + ", " + steps + "]";
    }
}
