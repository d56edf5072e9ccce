package io.surprisal.topology.detect;

import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads states as stores have them. */
final class SeriesStates {

    private SeriesStates() {}

    /**
     * The state in these bytes, over a copy, because the store may hold on to its array.
     *
     * @param store where they are from
     * @throws SerializationException if they are none
     */
    static @Nullable SeriesState read(String store, byte @Nullable [] stored) {
        if (stored == null) {
            return null;
        }
        try {
            return SeriesState.wrap(stored.clone());
        } catch (IllegalArgumentException malformed) {
            throw new SerializationException(
                    "the state of a series in " + store + " cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    /**
     * What was stored, in the present format: a copy only where an older format was stored.
     *
     * @param state what was read from it, not changed yet
     */
    static byte @Nullable [] unchanged(byte @Nullable [] stored, @Nullable SeriesState state) {
        if (stored == null || state == null) {
            return null;
        }
        boolean isPresent = stored[SeriesStateLayout.VERSION] == SeriesStateLayout.FORMAT_VERSION;
        return isPresent ? stored : state.bytes().clone();
    }
}
