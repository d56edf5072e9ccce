package io.surprisal.model.score;

import io.surprisal.model.math.Functions;
import io.surprisal.model.series.SeriesState;

/**
 * How rare a statistic is for its own series: a histogram of all its past values, u16 counts in the series' state.
 *
 * <pre>
 *   a = max(0, ln(N + 20) − ln(c + 20 exp(−|v| / σ)))
 * </pre>
 *
 * <p>N is the number of counted values and c of those that were at least as extreme as v; 20 values of an exponential
 * prior stand in for what was not seen yet. One-sided, c is the bins above and the part of v's own bin that is above v;
 * two-sided, the smaller of the counts above and below, and half of the own bin: so a constant series is not rare to
 * itself, and what is beyond the last bin is not new for ever. At 12,000 all counts are halved.
 */
public final class TailCounts {

    /** Of the surprise channel's e. */
    public static final TailCounts SURPRISE = oneSided(64, 0.05, 60);

    /** Of the drift channel's √20 Q. */
    public static final TailCounts DRIFT = twoSided(96, 20, 1);

    /** Of the level channel's y. */
    public static final TailCounts LEVEL = twoSided(96, 6, 0.33);

    /** Of the variability channel's logarithm. */
    public static final TailCounts VARIABILITY = twoSided(96, 4, 0.2);

    /** Of a feature's combined statistic where there are several features. */
    public static final TailCounts FEATURE = oneSided(28, 0.25, 64);

    /** Of the sum of the largest tails of several features. */
    public static final TailCounts LARGEST_SUM = oneSided(64, 0.05, 60);

    private static final double PRIOR_VALUES = 20;
    private static final double LARGEST_EXPONENT = 30;
    private static final int HALVED_AT = 12_000;
    private static final double SMALLEST_LOGARITHM_OF = 1e-9;

    private final int bins;
    private final boolean oneSided;
    private final double low;
    private final double width;
    private final double sigma;

    private TailCounts(int bins, boolean oneSided, double low, double width, double sigma) {
        this.bins = bins;
        this.oneSided = oneSided;
        this.low = low;
        this.width = width;
        this.sigma = sigma;
    }

    private static TailCounts oneSided(int bins, double from, double to) {
        double low = Functions.log(from);
        return new TailCounts(bins, true, low, (Functions.log(to) - low) / bins, 1);
    }

    private static TailCounts twoSided(int bins, double limit, double sigma) {
        return new TailCounts(bins, false, -limit, 2 * limit / bins, sigma);
    }

    /** The number of bins. */
    public int bins() {
        return bins;
    }

    /** Bytes of the counts. */
    public int bytes() {
        return bins * Short.BYTES;
    }

    /** −ln of the prior's tail: how rare a statistic is where nothing was counted. */
    public double priorTail(double statistic) {
        return Math.min(Math.abs(statistic), LARGEST_EXPONENT) / sigma;
    }

    /**
     * Says how rare a statistic is among those counted so far, then counts it.
     *
     * @param at offset of the counts in the state
     * @return a, not negative
     */
    public double learn(SeriesState state, int at, double statistic) {
        double position = position(statistic);
        int own = bin(position);
        int below = sum(state, at, 0, own);
        int above = sum(state, at, own + 1, bins);
        int inside = state.u16(at + own * Short.BYTES);
        int counted = below + above + inside;
        state.putU16(at + own * Short.BYTES, inside + 1);
        if (counted + 1 >= HALVED_AT) {
            halve(state, at);
        }
        double extreme = oneSided ? above + inside * partAbove(position) : Math.min(above, below) + 0.5 * inside;
        double prior = PRIOR_VALUES * Functions.exp(-priorTail(statistic));
        return Math.max(0, Functions.log((counted + PRIOR_VALUES) / (extreme + prior)));
    }

    /** Scales the counts down, where they are more, so that what is counted next has weight at once. */
    public void limit(SeriesState state, int at, int most) {
        int sum = sum(state, at, 0, bins);
        if (sum <= most) {
            return;
        }
        for (int bin = 0; bin < bins; bin++) {
            int offset = at + bin * Short.BYTES;
            state.putU16(offset, state.u16(offset) * most / sum);
        }
    }

    private void halve(SeriesState state, int at) {
        for (int bin = 0; bin < bins; bin++) {
            int offset = at + bin * Short.BYTES;
            state.putU16(offset, state.u16(offset) >> 1);
        }
    }

    private double position(double statistic) {
        double value = oneSided ? Functions.log(Math.max(statistic, SMALLEST_LOGARITHM_OF)) : statistic;
        return (value - low) / width;
    }

    private int bin(double position) {
        return (int) Math.min(Math.max(Math.floor(position), 0), bins - 1);
    }

    /** Which part of its own bin is above a value; all of it below the first bin and beyond the last. */
    private double partAbove(double position) {
        return position < 0 || position >= bins ? 1 : 1 - (position - Math.floor(position));
    }

    private static int sum(SeriesState state, int at, int from, int to) {
        int sum = 0;
        for (int bin = from; bin < to; bin++) {
            sum += state.u16(at + bin * Short.BYTES);
        }
        return sum;
    }
}
