package io.surprisal.model.detect;

import static io.surprisal.model.series.SeriesStateLayout.CLOCK_RETREATS;
import static io.surprisal.model.series.SeriesStateLayout.CONSECUTIVE_LATE;
import static io.surprisal.model.series.SeriesStateLayout.LAST_EVENT_TIME;
import static io.surprisal.model.series.SeriesStateLayout.LAST_LATE_TIME;
import static io.surprisal.model.series.SeriesStateLayout.LAST_OFFSET;
import static io.surprisal.model.series.SeriesStateLayout.LAST_VALUES_HASH;
import static io.surprisal.model.series.SeriesStateLayout.LATE_ROWS;
import static io.surprisal.model.series.SeriesStateLayout.MISSING_ROWS;
import static io.surprisal.model.series.SeriesStateLayout.ROWS;
import static io.surprisal.model.series.SeriesStateLayout.SOURCE_PARTITION;

import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import java.util.List;
import java.util.Optional;

/**
 * Decides what an observation is to its series before anything that was learnt moves. In this order: a value that cannot
 * be used, a duplicate, a record that was seen already, a late row, a row without any value; all else is let in.
 *
 * <p>A series whose clock ran ahead would find every row late for ever. So after {@value #LATE_ROWS_FOR_RETREAT} late
 * rows in a row, each later than the one before, the clock is set to the last of them.
 */
public final class ObservationGuard {

    /** The largest magnitude of a value that is let in. */
    public static final double MAX_MAGNITUDE = 1e30;

    /** Consecutive late rows in order that take the series' clock back. */
    public static final int LATE_ROWS_FOR_RETREAT = 20;

    private static final int MAX_RETREATS = 0xffff;
    private static final long HASH_SEED = 0x9e3779b97f4a7c15L;
    private static final long HASH_FACTOR = 0xff51afd7ed558ccdL;

    private static final Optional<Verdict> DUPLICATE = Optional.of(new Verdict.Duplicate());
    private static final Optional<Verdict> REDELIVERED = Optional.of(new Verdict.Redelivered());
    private static final Optional<Verdict> LATE = Optional.of(new Verdict.Late(false));
    private static final Optional<Verdict> LATE_WITH_RETREAT = Optional.of(new Verdict.Late(true));
    private static final Optional<Verdict> MISSING = Optional.of(new Verdict.Missing());

    private final FeatureSet features;
    private final List<String> covariates;

    ObservationGuard(FeatureSet features, List<String> covariates) {
        this.features = features;
        this.covariates = covariates;
    }

    /** The verdict on an observation that is not let in; empty if it is. */
    Optional<Verdict> refuse(SeriesState state, Observation observation) {
        Optional<Verdict> rejected = reject(observation);
        if (rejected.isPresent()) {
            return rejected;
        }
        boolean begun = state.u32(ROWS) > 0;
        long last = state.i64(LAST_EVENT_TIME);
        long eventTimeMs = observation.eventTimeMs();
        boolean missing = isMissing(observation);
        if (begun && eventTimeMs == last && state.i64(LAST_VALUES_HASH) == hash(observation)) {
            return DUPLICATE;
        }
        if ((missing || (begun && eventTimeMs <= last)) && isRedelivered(state, observation)) {
            return REDELIVERED;
        }
        if (begun && eventTimeMs < last) {
            return late(state, observation);
        }
        if (missing) {
            state.increment(MISSING_ROWS);
            noteSource(state, observation);
            return MISSING;
        }
        return Optional.empty();
    }

    /** Notes an observation that was let in as the last one. */
    static void note(SeriesState state, Observation observation) {
        state.putI64(LAST_EVENT_TIME, observation.eventTimeMs());
        state.putI64(LAST_VALUES_HASH, hash(observation));
        state.putU8(CONSECUTIVE_LATE, 0);
        noteSource(state, observation);
    }

    private Optional<Verdict> reject(Observation observation) {
        for (int feature = 0; feature < observation.features(); feature++) {
            if (isUnusable(observation.value(feature))) {
                return rejected(observation.value(feature), features.names().get(feature));
            }
        }
        for (int index = 0; index < observation.covariates(); index++) {
            if (isUnusable(observation.covariate(index))) {
                return rejected(observation.covariate(index), covariates.get(index));
            }
        }
        return Optional.empty();
    }

    private static boolean isUnusable(double value) {
        return Math.abs(value) > MAX_MAGNITUDE;
    }

    private static Optional<Verdict> rejected(double value, String input) {
        Rejection reason = Double.isInfinite(value) ? Rejection.NOT_FINITE : Rejection.TOO_LARGE;
        return Optional.of(new Verdict.Rejected(reason, input));
    }

    private static Optional<Verdict> late(SeriesState state, Observation observation) {
        state.increment(LATE_ROWS);
        noteSource(state, observation);
        int consecutive = state.u8(CONSECUTIVE_LATE);
        long before = state.i64(LAST_LATE_TIME);
        long eventTimeMs = observation.eventTimeMs();
        if (consecutive > 0 && eventTimeMs == before) {
            return LATE;
        }
        consecutive = consecutive > 0 && eventTimeMs > before ? consecutive + 1 : 1;
        state.putU8(CONSECUTIVE_LATE, consecutive);
        state.putI64(LAST_LATE_TIME, eventTimeMs);
        if (consecutive < LATE_ROWS_FOR_RETREAT) {
            return LATE;
        }
        state.putU16(CLOCK_RETREATS, Math.min(state.u16(CLOCK_RETREATS) + 1, MAX_RETREATS));
        note(state, observation);
        return LATE_WITH_RETREAT;
    }

    private static boolean isMissing(Observation observation) {
        for (int feature = 0; feature < observation.features(); feature++) {
            if (!Double.isNaN(observation.value(feature))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRedelivered(SeriesState state, Observation observation) {
        return observation.partition() >= 0
                && observation.partition() == state.i32(SOURCE_PARTITION)
                && observation.offset() >= 0
                && observation.offset() <= state.i64(LAST_OFFSET);
    }

    private static void noteSource(SeriesState state, Observation observation) {
        state.putI32(SOURCE_PARTITION, observation.partition());
        state.putI64(LAST_OFFSET, observation.offset());
    }

    /** A hash of the values; 0 and −0 are equal, and so are all NaN. */
    private static long hash(Observation observation) {
        long hash = HASH_SEED;
        for (int feature = 0; feature < observation.features(); feature++) {
            // Adding 0 turns -0 into 0.
            hash = (hash ^ Double.doubleToLongBits(observation.value(feature) + 0.0)) * HASH_FACTOR;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
