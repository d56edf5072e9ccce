package io.surprisal.topology.detect;

import io.surprisal.schemas.rule.RuleTimeline;
import io.surprisal.schemas.rule.SeriesRules;
import io.surprisal.topology.rules.RuleDirectory;

/**
 * Finds one task's rules of one kind. A series' patterns are compared when it is first seen, and again after a change of
 * rules; an event costs a read of a volatile field and, if there are rules, a look into a map. Not thread-safe.
 *
 * @param <V> what a rule says
 */
final class RuleLookup<V> {

    private final RuleDirectory<?, ?, V> directory;
    private final V usual;
    private final SeriesCache<SeriesRules<?, V>, RuleTimeline<V>> timelines;

    /** The rules that were looked at last. */
    private SeriesRules<?, V> seen = SeriesRules.none();

    /** What holds where no rule does is the usual. */
    RuleLookup(RuleDirectory<?, ?, V> directory, V usual) {
        this.directory = directory;
        this.usual = usual;
        this.timelines = new SeriesCache<>((rules, series) -> rules.timeline(series, usual));
    }

    /** How many changes have led to the rules that were looked up last. */
    long epoch() {
        return seen.epoch();
    }

    /** What holds for an event of a series. */
    V of(String series, long eventTimeMs) {
        SeriesRules<?, V> now = directory.current();
        seen = now;
        return now.isEmpty() ? usual : timelines.of(now, series).at(eventTimeMs);
    }
}
