package io.surprisal.topology.detect;

import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What a challenger remembers of each series, in the task's own store. While that is empty and there is no challenger, no
 * event costs a look into it. Not thread-safe.
 */
final class ShadowStates {

    /** Looks at whether the store has become empty once in so many removals that found nothing. */
    private static final int CHECK_INTERVAL = 10_000;

    private final KeyValueStore<String, byte[]> store;
    private boolean mayHold;
    private int misses;

    ShadowStates(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.mayHold = holdsAny();
    }

    /**
     * The state of a series under a challenger, if it was made under these weights and has seen all that the champion's
     * has; a copy.
     *
     * @param model of these weights
     * @param champion the series' state
     */
    @Nullable
    SeriesState abreast(String series, ModelDetector model, SeriesState champion) {
        SeriesState state = mayHold ? SeriesStates.read(Nodes.SHADOW_STATE, store.get(series)) : null;
        return state != null && !model.isOfAnother(state) && isAbreast(state, champion) ? state : null;
    }

    private static boolean isAbreast(SeriesState state, SeriesState champion) {
        return state.i64(SeriesStateLayout.LAST_EVENT_TIME) == champion.i64(SeriesStateLayout.LAST_EVENT_TIME)
                && state.i64(SeriesStateLayout.LAST_OFFSET) == champion.i64(SeriesStateLayout.LAST_OFFSET)
                && state.i32(SeriesStateLayout.SOURCE_PARTITION) == champion.i32(SeriesStateLayout.SOURCE_PARTITION);
    }

    /** From now on the store may hold something, by whomever it was put there. */
    void expectSome() {
        mayHold = true;
    }

    void put(String series, SeriesState state) {
        expectSome();
        store.put(series, state.bytes());
    }

    /** Forgets a series that no challenger judges any more. */
    void remove(String series) {
        if (!mayHold) {
            return;
        }
        if (store.get(series) != null) {
            store.delete(series);
        } else if (++misses % CHECK_INTERVAL == 0) {
            mayHold = holdsAny();
        }
    }

    private boolean holdsAny() {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            return all.hasNext();
        }
    }
}
