package io.surprisal.trainer.inject;

import java.util.Arrays;

/** One feature of a stretch with what its incidents are measured by. Never changed after. */
final class FeatureColumn {

    private static final double OUTER_SHARE = 0.005;
    private static final double LEAST_STEP = 0.02; // σ
    private static final double HARDLY_CHANGED = 1e-3; // σ

    private final long[] timesMs;
    private final double[] values; // [rows], NaN where missing
    private final double relation;
    private final double sigma;
    private final double median;
    private final double least;
    private final double usualStep;
    private final double shareUnchanged;
    private final double persistence;
    private final DayProfile profile;

    /**
     * A column.
     *
     * @param relation the largest magnitude of its correlation with another feature; 0 if there is none
     */
    FeatureColumn(long[] timesMs, double[] values, double relation) {
        this.timesMs = timesMs;
        this.values = values;
        this.relation = relation;
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        double low = quantile(sorted, OUTER_SHARE);
        double high = quantile(sorted, 1 - OUTER_SHARE);
        double[] cut = Arrays.stream(values)
                .map(value -> Math.max(low, Math.min(high, value)))
                .toArray();
        this.sigma = deviation(cut);
        this.median = quantile(sorted, 1.0 / 2);
        this.least = sorted.length == 0 ? Double.NaN : sorted[0];
        double[] steps = steps(values);
        this.usualStep = Math.max(quantile(steps, 1.0 / 2), LEAST_STEP * sigma);
        this.shareUnchanged = steps.length == 0
                ? 1
                : (double) Arrays.stream(steps)
                                .filter(step -> step <= HARDLY_CHANGED * sigma)
                                .count()
                        / steps.length;
        this.persistence =
                Correlation.of(Arrays.copyOfRange(cut, 0, cut.length - 1), Arrays.copyOfRange(cut, 1, cut.length));
        this.profile = DayProfile.of(timesMs, cut);
    }

    /** Magnitudes of the changes from row to row, ascending. */
    private static double[] steps(double[] values) {
        double[] steps = new double[values.length - 1];
        for (int row = 0; row < steps.length; row++) {
            steps[row] = Math.abs(values[row + 1] - values[row]);
        }
        return Arrays.stream(steps).filter(Double::isFinite).sorted().toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.rint(share * (sorted.length - 1))];
    }

    private static double deviation(double[] values) {
        double mean = 0;
        double squares = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                count++;
                double distance = value - mean;
                mean += distance / count;
                squares += distance * (value - mean);
            }
        }
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    /** The number of rows. */
    int length() {
        return values.length;
    }

    /** A row's value, NaN if missing. */
    double value(int row) {
        return values[row];
    }

    /** The last value before a row that is not missing; NaN if there is none. */
    double lastBefore(int row) {
        int last = row - 1;
        while (last > 0 && Double.isNaN(values[last])) {
            last--;
        }
        return last < 0 ? Double.NaN : values[last];
    }

    /** A row's event time, milliseconds since 1970. */
    long timeMs(int row) {
        return timesMs[row];
    }

    /** σ: the standard deviation once the outer 0.5 % on either side are cut to their limit. */
    double sigma() {
        return sigma;
    }

    /** Whether it varies at all, apart from outliers. */
    boolean varies() {
        return sigma > 0;
    }

    /** The median value. */
    double median() {
        return median;
    }

    /** The least value. */
    double least() {
        return least;
    }

    /** Whether it was never negative. */
    boolean neverNegative() {
        return least >= 0;
    }

    /** A value that the feature may have: not below 0 if it never was. */
    double allowed(double value) {
        return neverNegative() ? Math.max(0, value) : value;
    }

    /** The median change from row to row, but not below a fiftieth of σ. */
    double usualStep() {
        return usualStep;
    }

    /** The share of rows that hardly differ from the one before. */
    double shareUnchanged() {
        return shareUnchanged;
    }

    /** The correlation of a row with the next. */
    double persistence() {
        return persistence;
    }

    /** The largest magnitude of its correlation with another feature. */
    double relation() {
        return relation;
    }

    /** How its level goes over the day. */
    DayProfile profile() {
        return profile;
    }
}
