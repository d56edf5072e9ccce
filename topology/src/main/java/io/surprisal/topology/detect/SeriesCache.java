package io.surprisal.topology.detect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was found of the series that come, as long as nothing changes: patterns are compared when a series is first seen, and
 * again after a change. Not thread-safe.
 *
 * @param <S> all that holds at one moment; another object after each change
 * @param <V> what was found in it for a series
 */
final class SeriesCache<S, V> {

    /** Series remembered of each task; with more of them in turns each event costs a comparison with each wildcard. */
    private static final int KEPT = 16_384;

    private static final int INITIAL_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final BiFunction<S, String, V> find;
    private final Map<String, V> found = new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > KEPT;
        }
    };

    private @Nullable S seen;

    SeriesCache(BiFunction<S, String, V> find) {
        this.find = find;
    }

    /** What holds for a series. */
    V of(S now, String series) {
        if (now != seen) {
            found.clear();
            seen = now;
        }
        @Nullable V value = found.get(series);
        if (value == null) {
            value = find.apply(now, series);
            found.put(series, value);
        }
        return value;
    }
}
