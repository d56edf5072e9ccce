package io.surprisal.model.score;

import static io.surprisal.model.series.SeriesStateLayout.COMPACT_BINS;
import static io.surprisal.model.series.SeriesStateLayout.JOINT_BINS;
import static io.surprisal.model.series.SeriesStateLayout.ONE_SIDED_BINS;
import static io.surprisal.model.series.SeriesStateLayout.TWO_SIDED_BINS;

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
 *
 * <p>One-sided statistics have no bound, and some series have heavy tails: where fewer than ten values were as extreme, the
 * tail is continued from the level u that ten have reached, with the series' own mean excess β beyond it [1]. So a record
 * counts for as much as it exceeds what this series is used to, not for being the first of its size.
 *
 * <pre>
 *   a = ln(N + 20) − ln(c_u + 20 exp(−|u| / σ)) + |v − u| / β,     β = (Σ |x − u| + 5 σ) / (c_u + 5)
 * </pre>
 *
 * <p>For the variability channel, two-sided and with long tails, it is the mean of both.
 *
 * <p>[1] Peaks over a threshold, with an exponential tail: Coles, An Introduction to Statistical Modeling of Extreme
 * Values, 2001, chapter 4.
 */
public final class TailCounts {

    /** Of the surprise channel's e. */
    public static final TailCounts SURPRISE = oneSided(ONE_SIDED_BINS, 0.05, 60, 1);

    /** Of the drift channel's √20 Q. */
    public static final TailCounts DRIFT = twoSided(TWO_SIDED_BINS, 20, 1, 0);

    /** Of the level channel's y. */
    public static final TailCounts LEVEL = twoSided(TWO_SIDED_BINS, 6, 0.33, 0);

    /** Of the variability channel's logarithm. */
    public static final TailCounts VARIABILITY = twoSided(TWO_SIDED_BINS, 4, 0.2, 0.5);

    /** Of the sustained channel's mean. */
    public static final TailCounts SUSTAINED = oneSided(ONE_SIDED_BINS, 0.05, 60, 1);

    /** Of how unlike itself one of several features is: surprise, drift and variability by their priors, √Σ a². */
    public static final TailCounts FEATURE = oneSided(COMPACT_BINS, 0.25, 64, 1);

    /** Of a sum of the three largest tails. */
    public static final TailCounts LARGEST = oneSided(JOINT_BINS, 0.05, 60, 3);

    /** Of how far a feature has not gone with the others. */
    public static final TailCounts RELATION = oneSided(JOINT_BINS, 0.05, 60, 3);

    /** Of the other statistics of several features. */
    public static final TailCounts JOINT = oneSided(JOINT_BINS, 0.05, 60, 1);

    private static final double PRIOR_VALUES = 20;
    private static final double LARGEST_EXPONENT = 30;
    private static final int HALVED_AT = 12_000;
    private static final double SMALLEST_LOGARITHM_OF = 1e-9;
    private static final double EXTRAPOLATED_VALUES = 10;
    private static final double PRIOR_EXCESSES = 5;

    private final int bins;
    private final boolean oneSided;
    private final double low;
    private final double width;
    private final double sigma;
    private final double extrapolation; // the part of the continued tail in a beyond ten values, 0 to 1
    private final double[] edges; // lower edges, and the upper one of the last bin; [bins + 1]

    private TailCounts(int bins, boolean oneSided, double low, double width, double sigma, double extrapolation) {
        this.bins = bins;
        this.oneSided = oneSided;
        this.low = low;
        this.width = width;
        this.sigma = sigma;
        this.extrapolation = extrapolation;
        this.edges = new double[bins + 1];
        for (int edge = 0; edge <= bins; edge++) {
            edges[edge] = oneSided ? Functions.exp(low + edge * width) : low + edge * width;
        }
    }

    private static TailCounts oneSided(int bins, double from, double to, double sigma) {
        double low = Functions.log(from);
        return new TailCounts(bins, true, low, (Functions.log(to) - low) / bins, sigma, 1);
    }

    private static TailCounts twoSided(int bins, double limit, double sigma, double extrapolation) {
        return new TailCounts(bins, false, -limit, 2 * limit / bins, sigma, extrapolation);
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
     * @param counted whether it is counted at all
     * @return a, not negative
     */
    public double learn(SeriesState state, int at, double statistic, boolean counted) {
        double position = position(statistic);
        int own = bin(position);
        int below = sum(state, at, 0, own);
        int above = sum(state, at, own + 1, bins);
        int inside = state.u16(at + own * Short.BYTES);
        int all = below + above + inside;
        double extreme = oneSided ? above + inside * partAbove(position) : Math.min(above, below) + 0.5 * inside;
        double tail = Functions.log((all + PRIOR_VALUES) / (extreme + prior(statistic)));
        if (extrapolation > 0 && extreme < EXTRAPOLATED_VALUES) {
            double continued = extrapolated(state, at, statistic, all, oneSided || above <= below);
            tail += extrapolation * (continued - tail);
        }
        if (counted) {
            state.putU16(at + own * Short.BYTES, inside + 1);
            if (all + 1 >= HALVED_AT) {
                halve(state, at);
            }
        }
        return Math.max(0, tail);
    }

    private double extrapolated(SeriesState state, int at, double statistic, int all, boolean upwards) {
        int step = upwards ? -1 : 1;
        int outer = upwards ? bins - 1 : 0;
        int inner = outer;
        int reached = state.u16(at + inner * Short.BYTES);
        while (reached < EXTRAPOLATED_VALUES && inner + step >= 0 && inner + step < bins) {
            inner += step;
            reached += state.u16(at + inner * Short.BYTES);
        }
        double from = upwards ? edges[inner] : edges[inner + 1];
        double excesses = 0;
        for (int bin = inner; bin != outer - step; bin -= step) {
            excesses += state.u16(at + bin * Short.BYTES) * Math.abs((edges[bin] + edges[bin + 1]) / 2 - from);
        }
        double meanExcess = (excesses + PRIOR_EXCESSES * sigma) / (reached + PRIOR_EXCESSES);
        double beyond = upwards ? statistic - from : from - statistic;
        return Math.max(
                0, Functions.log((all + PRIOR_VALUES) / (reached + prior(from))) + Math.max(0, beyond) / meanExcess);
    }

    private double prior(double statistic) {
        return PRIOR_VALUES * Functions.exp(-priorTail(statistic));
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
