package io.surprisal.schemas.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All rules of one kind and one moment. Immutable.
 *
 * @param <E> an entry as it stands on the topic
 * @param <V> what it comes to
 */
public final class SeriesRules<E, V> {

    private final Map<String, SeriesRule<E, V>> byPattern;
    private final List<SeriesRule<E, V>> wildcards; // in the order of precedence
    private final long epoch;

    private SeriesRules(Map<String, SeriesRule<E, V>> byPattern, long epoch) {
        this.byPattern = byPattern;
        this.epoch = epoch;
        this.wildcards = byPattern.values().stream()
                .filter(rule -> !rule.pattern().isLiteral())
                .sorted(Comparator.comparing(SeriesRule::pattern))
                .toList();
    }

    /** Nobody has wished anything. */
    public static <E, V> SeriesRules<E, V> none() {
        return new SeriesRules<>(Map.of(), 0);
    }

    /** {@link #of(Collection, long)} where nobody asks for the epoch. */
    public static <E, V> SeriesRules<E, V> of(Collection<SeriesRule<E, V>> rules) {
        return of(rules, 0);
    }

    /**
     * These rules; of two with the same pattern the later one.
     *
     * @param epoch how many changes have led to them
     */
    public static <E, V> SeriesRules<E, V> of(Collection<SeriesRule<E, V>> rules, long epoch) {
        Map<String, SeriesRule<E, V>> byPattern = new HashMap<>();
        rules.forEach(rule -> byPattern.put(rule.pattern().text(), rule));
        return new SeriesRules<>(byPattern, epoch);
    }

    /** How many changes have led to these rules. */
    public long epoch() {
        return epoch;
    }

    /** Whether there are none, so that no series need be looked up. */
    public boolean isEmpty() {
        return byPattern.isEmpty();
    }

    /** All rules, in the order of precedence. */
    public List<SeriesRule<E, V>> rules() {
        return byPattern.values().stream()
                .sorted(Comparator.comparing(SeriesRule::pattern))
                .toList();
    }

    /** The rules that mean a series, in the order of precedence. */
    public List<SeriesRule<E, V>> matching(String series) {
        List<SeriesRule<E, V>> matching = new ArrayList<>();
        SeriesRule<E, V> own = byPattern.get(series);
        if (own != null && own.pattern().isLiteral()) {
            matching.add(own);
        }
        for (SeriesRule<E, V> rule : wildcards) {
            if (rule.pattern().matches(series)) {
                matching.add(rule);
            }
        }
        return matching;
    }

    /**
     * What holds for a series at each event time. Costs a comparison with each pattern that has a wildcard.
     *
     * @param usual what holds where no rule does
     */
    public RuleTimeline<V> timeline(String series, V usual) {
        return RuleTimeline.of(matching(series), usual);
    }
}
