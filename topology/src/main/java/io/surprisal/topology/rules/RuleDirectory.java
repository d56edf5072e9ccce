package io.surprisal.topology.rules;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.avro.RouteEntry;
import io.surprisal.avro.RouteSchedule;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.schemas.policy.PolicySchedules;
import io.surprisal.schemas.route.RouteSchedules;
import io.surprisal.schemas.rule.SeriesRule;
import io.surprisal.schemas.rule.SeriesRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of one kind that may be applied, as far as the models topic has been read. A record of which anything is
 * wrong is refused as a whole, and what held before stays. Taking a record twice changes nothing. Thread-safe.
 *
 * @param <S> the schedule of a pattern as it stands on the topic
 * @param <E> one of its entries
 * @param <V> what an entry comes to
 */
public final class RuleDirectory<S, E, V> {

    private static final Logger LOG = LoggerFactory.getLogger(RuleDirectory.class);

    private final String kind; // for the log
    private final BiFunction<String, S, SeriesRule<E, V>> reader;
    private final ToLongFunction<S> epochOf;
    private final Function<SeriesRule.Step<E, V>, String> shown;

    // All by synchronized methods only.
    private final Map<String, SeriesRule<E, V>> rules = new HashMap<>();
    private final Map<String, Set<String>> refusals = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>(); // of each pattern's schedule
    private long epoch; // of all, those that are gone too: it never falls
    private volatile SeriesRules<E, V> current = SeriesRules.none();

    private RuleDirectory(
            String kind,
            BiFunction<String, S, SeriesRule<E, V>> reader,
            ToLongFunction<S> epochOf,
            Function<SeriesRule.Step<E, V>, String> shown) {
        this.kind = kind;
        this.reader = reader;
        this.epochOf = epochOf;
        this.shown = shown;
    }

    /** An empty directory of policies. */
    public static RuleDirectory<PolicySchedule, PolicyEntry, AlertPolicy> ofPolicies() {
        return new RuleDirectory<>(
                "Policy",
                PolicySchedules::rule,
                PolicySchedules::epoch,
                step -> new TreeMap<>(step.entry().getSettings()).toString());
    }

    /** An empty directory of routes; what holds is the name of a model. */
    public static RuleDirectory<RouteSchedule, RouteEntry, String> ofRoutes() {
        return new RuleDirectory<>(
                "Route", RouteSchedules::rule, RouteSchedules::epoch, step -> "model " + step.value());
    }

    /** The rules of this moment; the same object as long as nothing changes. */
    public SeriesRules<E, V> current() {
        return current;
    }

    /**
     * Takes a record.
     *
     * @param schedule {@code null} is a tombstone
     * @return why it must not be used, each reason once
     */
    public synchronized Optional<String> accept(String pattern, @Nullable S schedule) {
        if (schedule == null) {
            refusals.remove(pattern);
            epochs.remove(pattern);
            if (rules.remove(pattern) != null) {
                LOG.info("{} {} is gone from the topic", kind, pattern);
                publish();
            }
            return Optional.empty();
        }
        try {
            SeriesRule<E, V> rule = reader.apply(pattern, schedule);
            refusals.remove(pattern);
            count(pattern, epochOf.applyAsLong(schedule));
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

    private void count(String pattern, long now) {
        Long before = epochs.put(pattern, now);
        epoch += Math.max(0, now - (before == null ? 0 : before));
    }

    private void publish() {
        current = SeriesRules.of(rules.values(), epoch);
    }

    private void log(SeriesRule<E, V> rule) {
        int entries = rule.steps().size();
        if (entries == 0) {
            LOG.info("{} {} has no entry", kind, rule.pattern());
            return;
        }
        SeriesRule.Step<E, V> last = rule.steps().get(entries - 1);
        LOG.info(
                "{} {}, the last of {} entries, for events from {} on: {}",
                kind,
                rule.pattern(),
                entries,
                last.fromMs(),
                last.ends() ? "none" : shown.apply(last));
    }
}
