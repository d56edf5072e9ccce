package io.surprisal.topology.detect;

import io.surprisal.schemas.rule.RuleTimeline;
import io.surprisal.schemas.rule.SeriesRules;
import io.surprisal.topology.rules.RuleDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds one task's rules of one kind. A series' patterns are compared when it is first seen, and again after a change of
 * rules; an event costs a read of a volatile field and, if there are rules, a look into a map. Not thread-safe.
 *
 * @param <V> what a rule says
 */
final class RuleLookup<V> {

    /** Series remembered of each task; with more of them in turns each event costs a comparison with each wildcard. */
    private static final int KEPT = 16_384;

    private static final int INITIAL_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final RuleDirectory<?, ?, V> directory;
    private final V usual;
    private final Map<String, RuleTimeline<V>> timelines = new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RuleTimeline<V>> eldest) {
            return size() > KEPT;
        }
    };

    /** The rules that the timelines are made of. */
    private SeriesRules<?, V> seen = SeriesRules.none();

    /** What holds where no rule does is the usual. */
    RuleLookup(RuleDirectory<?, ?, V> directory, V usual) {
        this.directory = directory;
        this.usual = usual;
    }

    /** How many changes have led to the rules that were looked up last. */
    long epoch() {
        return seen.epoch();
    }

    /** What holds for an event of a series. */
    V of(String series, long eventTimeMs) {
        SeriesRules<?, V> now = directory.current();
        if (now != seen) {
            timelines.clear();
            seen = now;
        }
        if (now.isEmpty()) {
            return usual;
        }
        @Nullable RuleTimeline<V> timeline = timelines.get(series);
        if (timeline == null) {
            timeline = now.timeline(series, usual);
            timelines.put(series, timeline);
        }
        return timeline.at(eventTimeMs);
    }
}
