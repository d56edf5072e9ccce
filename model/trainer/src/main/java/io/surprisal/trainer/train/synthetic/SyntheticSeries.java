package io.surprisal.trainer.train.synthetic;

import java.util.List;

/**
 * One made-up series, a function of (seed, number) alone.
 *
 * <p>A series has one of ten {@link SeriesKind kinds}, a sampling interval between a minute and an hour, sometimes gaps,
 * and {@link Decorations} at random. The anomalous ones among these (level shifts, outliers, bumps, changes of
 * variance, drop-outs) come at a quarter of the rate that looks natural: history is rarely clean, but a forecaster that
 * learns them expects them. For calibration they can be left out.
 */
public final class SyntheticSeries {

    /** Version of the generator: another number means other series from the same seed. */
    public static final int GENERATOR_VERSION = 1;

    /** Share of the natural rate at which anomalous decorations appear in training data. */
    public static final double TRAINING_ANOMALY_SHARE = 0.25;

    /** Share for rows that stand for normal operation: none. */
    public static final double NO_ANOMALIES = 0;

    private static final List<SeriesKind> KINDS = List.of(SeriesKind.values());

    private final SeriesKind kind;
    private final long[] timesMs;
    private final double[] values;

    private SyntheticSeries(SeriesKind kind, long[] timesMs, double[] values) {
        this.kind = kind;
        this.timesMs = timesMs;
        this.values = values;
    }

    /**
     * Makes a series.
     *
     * @param seed the seed of the whole set
     * @param number which series of the set, from 0
     * @param length its rows, at least 2
     * @param anomalyShare {@link #TRAINING_ANOMALY_SHARE} or {@link #NO_ANOMALIES}
     * @return the same series for the same arguments, on every machine
     */
    public static SyntheticSeries generate(long seed, int number, int length, double anomalyShare) {
        RandomSource random = new RandomSource(seed, number);
        SampleTimes times = SampleTimes.draw(random, length);
        SeriesKind kind = KINDS.get(random.below(KINDS.size()));
        double[] values = kind.draw(random, times);
        new Decorations(random, anomalyShare).apply(values);
        scale(random, values);
        return new SyntheticSeries(kind, times.toMillis(), values);
    }

    /** Units are arbitrary, so a series may be anywhere from thousandths to millions, near zero or far from it. */
    private static void scale(RandomSource random, double[] values) {
        double scale = StrictMath.exp(3 * random.normal());
        double offset = random.normal() * scale * random.oneOf(0, 1, 10);
        for (int row = 0; row < values.length; row++) {
            values[row] = values[row] * scale + offset;
        }
    }

    /** Returns what kind of series it is. */
    public SeriesKind kind() {
        return kind;
    }

    /** Returns the number of rows. */
    public int length() {
        return values.length;
    }

    /** Returns the event times in epoch milliseconds, ascending; not a copy, not to be changed. */
    public long[] timesMs() {
        return timesMs;
    }

    /** Returns the values, one per row; not a copy, not to be changed. */
    public double[] values() {
        return values;
    }
}
