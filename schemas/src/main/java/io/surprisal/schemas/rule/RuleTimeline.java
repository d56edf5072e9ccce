package io.surprisal.schemas.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What holds for one series at each event time, precedence of patterns worked out. Immutable.
 *
 * @param <V> what holds
 */
public final class RuleTimeline<V> {

    private final long[] fromMs; // increasing, the first one before all events
    private final List<V> values;

    private RuleTimeline(long[] fromMs, List<V> values) {
        this.fromMs = fromMs;
        this.values = values;
    }

    /** Of rules that all mean the series, in the order of precedence. */
    static <E, V> RuleTimeline<V> of(List<SeriesRule<E, V>> rules, V usual) {
        long[] times = rules.stream()
                .flatMap(rule -> rule.steps().stream())
                .mapToLong(SeriesRule.Step::fromMs)
                .sorted()
                .distinct()
                .toArray();
        long[] fromMs = new long[times.length + 1];
        fromMs[0] = Long.MIN_VALUE;
        System.arraycopy(times, 0, fromMs, 1, times.length);
        List<V> values = new ArrayList<>(fromMs.length);
        for (long from : fromMs) {
            values.add(holding(rules, from, usual));
        }
        return new RuleTimeline<>(fromMs, List.copyOf(values));
    }

    private static <E, V> V holding(List<SeriesRule<E, V>> rules, long eventTimeMs, V usual) {
        return rules.stream()
                .flatMap(rule -> rule.at(eventTimeMs).stream())
                .map(SeriesRule.Step::value)
                .findFirst()
                .orElse(usual);
    }

    /** What holds for an event. Present events are found first. */
    public V at(long eventTimeMs) {
        int index = fromMs.length - 1;
        while (index > 0 && fromMs[index] > eventTimeMs) {
            index--;
        }
        return values.get(index);
    }
}
