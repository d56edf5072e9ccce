package io.surprisal.model.detect;

import java.util.List;

/** What is expected of the rows to come of a series, in the unit of its values. Immutable, but for the arrays' owner. */
public final class SeriesForecast {

    private final List<String> features;
    private final double coverage;
    private final long[] timesMs; // [R]
    private final double[][] expected; // [F × R]
    private final double[][] low; // [F × R]
    private final double[][] high; // [F × R]

    /** A forecast; the arrays are kept. */
    SeriesForecast(
            List<String> features,
            double coverage,
            long[] timesMs,
            double[][] expected,
            double[][] low,
            double[][] high) {
        this.features = List.copyOf(features);
        this.coverage = coverage;
        this.timesMs = timesMs;
        this.expected = expected;
        this.low = low;
        this.high = high;
    }

    /** Names of the features. */
    public List<String> features() {
        return features;
    }

    /** The nominal share of values between {@link #low} and {@link #high}, 0 to 1. */
    public double coverage() {
        return coverage;
    }

    /** R, how many rows are forecast. */
    public int rows() {
        return timesMs.length;
    }

    /** When a row is expected, milliseconds since the epoch; rows count from 0. */
    public long eventTimeMs(int row) {
        return timesMs[row];
    }

    /** What is expected of a feature in a row: the middle of what it may be, not its mean where values are skewed. */
    public double expected(int feature, int row) {
        return expected[feature][row];
    }

    /** The lower end of the band. */
    public double low(int feature, int row) {
        return low[feature][row];
    }

    /** The upper end of the band. */
    public double high(int feature, int row) {
        return high[feature][row];
    }
}
