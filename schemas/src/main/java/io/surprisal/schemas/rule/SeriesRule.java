package io.surprisal.schemas.rule;

import java.util.List;
import java.util.Optional;

/**
 * One pattern with all that holds for it, read and checked. Immutable.
 *
 * @param <E> an entry as it stands on the topic
 * @param <V> what it comes to
 */
public final class SeriesRule<E, V> {

    /**
     * What holds from an event time on.
     *
     * @param entry as it stands on the topic
     * @param fromMs first event time it counts for, milliseconds since 1970
     * @param value what it comes to
     * @param ends whether the entry ends what held before, so that the pattern counts as not there
     * @param <E> the entry's type
     * @param <V> the value's type
     */
    public record Step<E, V>(E entry, long fromMs, V value, boolean ends) {}

    private final SeriesPattern pattern;
    private final List<Step<E, V>> steps;

    /**
     * A rule.
     *
     * @param steps in the order in which they were appended
     * @throws IllegalArgumentException if the pattern is none
     */
    public SeriesRule(String pattern, List<Step<E, V>> steps) {
        this.pattern = SeriesPattern.of(pattern);
        this.steps = List.copyOf(steps);
    }

    /** Whom it is about. */
    public SeriesPattern pattern() {
        return pattern;
    }

    /** All entries in the order in which they were appended. */
    public List<Step<E, V>> steps() {
        return steps;
    }

    /**
     * What holds for an event: the entry appended last among those whose time has come. Empty before the time of all of
     * them, and where that entry ends what held before: there the pattern counts as not there.
     */
    public Optional<Step<E, V>> at(long eventTimeMs) {
        for (int index = steps.size() - 1; index >= 0; index--) {
            Step<E, V> step = steps.get(index);
            if (step.fromMs() <= eventTimeMs) {
                return step.ends() ? Optional.empty() : Optional.of(step);
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeriesRule<?, ?> that && pattern.equals(that.pattern) && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return 31 * pattern.hashCode() + steps.hashCode();
    }

    @Override
    public String toString() {
        return "SeriesRule[" + pattern + ", " + steps + "]";
    }
}
