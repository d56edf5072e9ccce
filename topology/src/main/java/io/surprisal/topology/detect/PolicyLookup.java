package io.surprisal.topology.detect;

import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.schemas.policy.PolicyTimeline;
import io.surprisal.schemas.policy.SeriesPolicies;
import io.surprisal.topology.policies.PolicyDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds one task's policies. A series' patterns are compared when it is first seen, and again after a change of policies;
 * an event costs a read of a volatile field and, if there are policies, a look into a map. Not thread-safe.
 */
final class PolicyLookup {

    /** Series remembered of each task; with more of them in turns each event costs a comparison with each wildcard. */
    private static final int KEPT = 16_384;

    private static final int INITIAL_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final PolicyDirectory directory;
    private final Map<String, PolicyTimeline> timelines = new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PolicyTimeline> eldest) {
            return size() > KEPT;
        }
    };

    /** The policies that the timelines are made of. */
    private SeriesPolicies seen = SeriesPolicies.none();

    PolicyLookup(PolicyDirectory directory) {
        this.directory = directory;
    }

    /** What holds for an event of a series. */
    AlertPolicy of(String series, long eventTimeMs) {
        SeriesPolicies now = directory.current();
        if (now != seen) {
            timelines.clear();
            seen = now;
        }
        if (now.isEmpty()) {
            return AlertPolicy.USUAL;
        }
        @Nullable PolicyTimeline timeline = timelines.get(series);
        if (timeline == null) {
            timeline = now.timeline(series);
            timelines.put(series, timeline);
        }
        return timeline.at(eventTimeMs);
    }
}
