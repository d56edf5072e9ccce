package io.surprisal.model.series;

import io.surprisal.model.math.Functions;
import io.surprisal.model.math.HalfFloat;

/**
 * What a feature's values are at this hour of the day, for working days and weekends (with several features: for all
 * days alike): a running mean for each bucket, and how much the values vary around it. A reading lies between the
 * middles of two buckets; its confidence counts the visits, full after three. A young weekend bucket is averaged with
 * its working-day twin, an empty one borrows it at a fifth of the twin's confidence.
 *
 * <p>The variance is kept as its ratio ρ to the normaliser's variance, so that it needs no range: ρ' = (1 − α)(ρ + α d²/v).
 * It is rounded to f16 with a dither that follows the row number, so that steps below its resolution are not lost.
 *
 * <p>Holds one reading at a time; the visits are shared by all features.
 */
public final class DailyProfile {

    private static final double VISITS_FOR_FULL_CONFIDENCE = 3;
    private static final double YOUNG_CONFIDENCE = 0.34;
    private static final double BORROWED_CONFIDENCE = 0.2;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** Buckets are remembered for about as many visits, that is days. */
    private static final double MEMORY_VISITS = 14;

    private static final int MAX_COUNT = 0xffff;
    private static final double SPREAD_FLOOR = 0.05;

    /** The golden ratio's fraction: its multiples fill the interval from 0 to 1 evenly. */
    private static final double DITHER_STEP = 0.6180339887498949;

    private double value;
    private double ratio;
    private double confidence;

    // Kept, because most rows and all features of one row ask for the same.
    private double gapOfSlowestRate = Double.NaN;
    private double slowestRate;

    /**
     * Reads the profile of a feature at a moment.
     *
     * @param typicalGap seconds
     */
    public void read(SeriesState state, int feature, ProfileSlot slot, Normaliser normaliser, double typicalGap) {
        int count = count(state, slot.bucket());
        int twinCount = count(state, slot.twin());
        if (count > 0) {
            value = mean(state, feature, slot.bucket());
            ratio = ratio(state, feature, slot.bucket());
            confidence = confidence(count, typicalGap);
            if (count(state, slot.neighbour()) > 0) {
                double part = slot.neighbourPart();
                value = (1 - part) * value + part * mean(state, feature, slot.neighbour());
                ratio = (1 - part) * ratio + part * ratio(state, feature, slot.neighbour());
            }
            if (confidence < YOUNG_CONFIDENCE && twinCount > 0 && slot.isWeekend()) {
                value = 0.5 * value + 0.5 * mean(state, feature, slot.twin());
            }
        } else if (twinCount > 0) {
            value = mean(state, feature, slot.twin());
            ratio = ratio(state, feature, slot.twin());
            confidence = BORROWED_CONFIDENCE * confidence(twinCount, typicalGap);
        } else {
            value = normaliser.mean();
            ratio = 1;
            confidence = 0;
        }
    }

    /**
     * Reads only the value and the confidence of a feature at a later moment; a young weekend bucket stands for itself.
     *
     * @param typicalGap seconds
     */
    public void readAhead(SeriesState state, int feature, ProfileSlot slot, Normaliser normaliser, double typicalGap) {
        int count = count(state, slot.bucket());
        int twinCount = count(state, slot.twin());
        value = normaliser.mean();
        confidence = 0;
        if (count > 0) {
            value = mean(state, feature, slot.bucket());
            confidence = confidence(count, typicalGap);
            if (count(state, slot.neighbour()) > 0) {
                double part = slot.neighbourPart();
                value = (1 - part) * value + part * mean(state, feature, slot.neighbour());
            }
        } else if (twinCount > 0) {
            value = mean(state, feature, slot.twin());
            confidence = BORROWED_CONFIDENCE * confidence(twinCount, typicalGap);
        }
    }

    /** S, the reading on the normaliser's scale. */
    public double y(Normaliser normaliser) {
        return normaliser.normalise(value);
    }

    /** ln(0.05 + the profile's deviation / sd). */
    public double spread(Normaliser normaliser) {
        return Functions.log(SPREAD_FLOOR + Math.sqrt(ratio * normaliser.variance()) / normaliser.scale());
    }

    /** How much the reading can be trusted, 0 to 1. */
    public double confidence() {
        return confidence;
    }

    /**
     * Learns the value of a feature, after the normaliser has; the visit itself is counted by {@link #visit}.
     *
     * @param typicalGap seconds
     */
    public void learn(
            SeriesState state,
            int feature,
            ProfileSlot slot,
            Normaliser normaliser,
            double observed,
            double typicalGap) {
        int count = count(state, slot.bucket());
        double clipped = normaliser.clipped(observed);
        int at = state.layout().profileMeans(feature) + slot.bucket() * Float.BYTES;
        if (count == 0) {
            state.putF32(at, (float) clipped);
            if (state.layout().profileRatioCount() > 1 || normaliser.seen() == 1) {
                putRatio(state, feature, slot.bucket(), 1);
            }
            return;
        }
        double rate = rate(count, typicalGap);
        double distance = clipped - state.f32(at);
        state.putF32(at, (float) (state.f32(at) + rate * distance));
        double square = distance * distance / normaliser.variance();
        putRatio(state, feature, slot.bucket(), (1 - rate) * (ratio(state, feature, slot.bucket()) + rate * square));
    }

    /** Counts the visit of a row to its bucket, once for all features. */
    public static void visit(SeriesState state, ProfileSlot slot) {
        int at = state.layout().visits() + slot.bucket() * Short.BYTES;
        state.putU16(at, Math.min(state.u16(at) + 1, MAX_COUNT));
    }

    /** Moves the anchor of a feature's normaliser, and all that is kept relative to it, where that is due. */
    public static void reanchor(SeriesState state, int feature, Normaliser normaliser) {
        double shift = normaliser.shift();
        if (shift == 0) {
            return;
        }
        normaliser.moveAnchor(shift);
        int at = state.layout().profileMeans(feature);
        for (int bucket = 0; bucket < state.layout().buckets(); bucket++) {
            int offset = at + bucket * Float.BYTES;
            state.putF32(offset, (float) (state.f32(offset) - shift));
        }
    }

    private double rate(int count, double typicalGap) {
        if (typicalGap != gapOfSlowestRate) {
            gapOfSlowestRate = typicalGap;
            slowestRate = 1 - Functions.exp(-typicalGap / (SECONDS_PER_HOUR * MEMORY_VISITS));
        }
        return Math.max(1.0 / (count + 1), slowestRate);
    }

    private static double confidence(int count, double typicalGap) {
        if (count == MAX_COUNT) {
            return 1;
        }
        return Math.min(1, count * typicalGap / SECONDS_PER_HOUR / VISITS_FOR_FULL_CONFIDENCE);
    }

    private static int count(SeriesState state, int bucket) {
        return state.u16(state.layout().visits() + bucket * Short.BYTES);
    }

    private static double mean(SeriesState state, int feature, int bucket) {
        return state.f32(state.layout().profileMeans(feature) + bucket * Float.BYTES);
    }

    private static double ratio(SeriesState state, int feature, int bucket) {
        return HalfFloat.toFloat((short) state.u16(ratioAt(state, feature, bucket)));
    }

    private static void putRatio(SeriesState state, int feature, int bucket, double ratio) {
        double dither = state.u32(SeriesStateLayout.ROWS) * DITHER_STEP;
        short half = dithered((float) ratio, dither - Math.floor(dither));
        state.putU16(ratioAt(state, feature, bucket), half);
    }

    /** Rounds a non-negative number down or up, up as often as it is near the upper of its two neighbours. */
    static short dithered(float value, double dither) {
        short nearest = HalfFloat.fromFloat(value);
        short lower = HalfFloat.toFloat(nearest) > value ? (short) (nearest - 1) : nearest;
        float below = HalfFloat.toFloat(lower);
        if (below >= HalfFloat.MAX) {
            return lower;
        }
        float above = HalfFloat.toFloat((short) (lower + 1));
        return value - below > dither * (above - below) ? (short) (lower + 1) : lower;
    }

    private static int ratioAt(SeriesState state, int feature, int bucket) {
        int index = state.layout().profileRatioCount() == 1 ? 0 : bucket;
        return state.layout().profileRatios(feature) + index * Short.BYTES;
    }
}
