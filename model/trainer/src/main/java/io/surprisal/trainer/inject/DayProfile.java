package io.surprisal.trainer.inject;

import java.util.Arrays;

/** A feature's mean by hour of the day (UTC), and whether there is anything to it. Never changed after. */
final class DayProfile {

    static final long HOUR_MS = 3_600_000;

    private static final int HOURS = 24;
    private static final int PEAK_HOURS = 4;
    private static final int FEWEST_HOURS = 20;
    private static final int FEWEST_DAYS = 2;
    private static final double LEAST_EXPLAINED = 0.3;

    private final double[] means; // [24]
    private final double explained; // share of the variance
    private final long stepMs;
    private final int peakHour;
    private final int lowHour;

    private DayProfile(double[] means, double explained, long stepMs) {
        this.means = means;
        this.explained = explained;
        this.stepMs = stepMs;
        int peak = 0;
        int low = 0;
        for (int hour = 1; hour < HOURS; hour++) {
            peak = around(hour) > around(peak) ? hour : peak;
            low = around(hour) < around(low) ? hour : low;
        }
        this.peakHour = peak;
        this.lowHour = low;
    }

    /**
     * The profile of values, [rows], NaN where missing; one without meaning if they are less than two days or leave out
     * more than four hours of the day.
     */
    static DayProfile of(long[] timesMs, double[] values) {
        double[] means = new double[HOURS];
        int[] counts = new int[HOURS];
        double mean = 0;
        int rows = 0;
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row])) {
                int hour = hour(timesMs[row]);
                counts[hour]++;
                means[hour] += (values[row] - means[hour]) / counts[hour];
                rows++;
                mean += (values[row] - mean) / rows;
            }
        }
        for (int hour = 0; hour < HOURS; hour++) {
            means[hour] = counts[hour] == 0 ? mean : means[hour];
        }
        long days = (timesMs[timesMs.length - 1] - timesMs[0]) / (HOURS * HOUR_MS);
        long hours = Arrays.stream(counts).filter(count -> count > 0).count();
        boolean enough = hours >= FEWEST_HOURS && days >= FEWEST_DAYS;
        return new DayProfile(means, enough ? explained(timesMs, values, means, mean) : 0, typicalStepMs(timesMs));
    }

    private static double explained(long[] timesMs, double[] values, double[] means, double mean) {
        double left = 0;
        double all = 0;
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row])) {
                double residual = values[row] - means[hour(timesMs[row])];
                left += residual * residual;
                all += (values[row] - mean) * (values[row] - mean);
            }
        }
        return all > 0 ? 1 - left / all : 0;
    }

    private static long typicalStepMs(long[] timesMs) {
        long[] steps = new long[timesMs.length - 1];
        for (int row = 0; row < steps.length; row++) {
            steps[row] = timesMs[row + 1] - timesMs[row];
        }
        Arrays.sort(steps);
        return steps.length == 0 ? 0 : steps[steps.length / 2];
    }

    /** The hour of the day, UTC. */
    static int hour(long timeMs) {
        return (int) Math.floorMod(Math.floorDiv(timeMs, HOUR_MS), (long) HOURS);
    }

    /** The mean of four hours from this one on. */
    private double around(int hour) {
        double sum = 0;
        for (int next = hour; next < hour + PEAK_HOURS; next++) {
            sum += means[next % HOURS];
        }
        return sum / PEAK_HOURS;
    }

    /** Whether the hour of the day explains much of the feature, in rows of an hour or less. */
    boolean isMarked() {
        return explained >= LEAST_EXPLAINED && stepMs > 0 && stepMs <= HOUR_MS;
    }

    /** Rows in so many hours. */
    int rowsIn(int hours) {
        return (int) (hours * HOUR_MS / Math.max(1, stepMs));
    }

    /** The first hour of the highest four. */
    int peakHour() {
        return peakHour;
    }

    /** The first hour of the lowest four. */
    int lowHour() {
        return lowHour;
    }

    /** The mean of the highest four hours less what is usual at a time. */
    double belowPeak(long timeMs) {
        return around(peakHour) - means[hour(timeMs)];
    }

    /** What is usual at a time less the mean of the lowest four hours. */
    double aboveLow(long timeMs) {
        return means[hour(timeMs)] - around(lowHour);
    }
}
