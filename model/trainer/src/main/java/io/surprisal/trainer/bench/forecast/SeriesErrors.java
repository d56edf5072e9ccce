package io.surprisal.trainer.bench.forecast;

import java.util.List;

/** Scaled absolute errors of one series, and how often its bands held the value, by range of rows ahead. */
final class SeriesErrors {

    /** One value far off the scale must not outweigh all others of its series. */
    private static final double LARGEST_ERROR = 100;

    private final List<LeadRange> ranges;
    private final double[][] sums; // [method × range]
    private final long[] counts;
    private final long[] held;

    SeriesErrors(List<LeadRange> ranges) {
        this.ranges = ranges;
        this.sums = new double[ForecastMethod.values().length][ranges.size()];
        this.counts = new long[ranges.size()];
        this.held = new long[ranges.size()];
    }

    /**
     * Counts one forecast value.
     *
     * @param ahead rows ahead, from 1
     * @param errors absolute errors in mean changes from row to row, of each method
     */
    void add(int ahead, double[] errors, boolean isHeld) {
        int range = 0;
        while (ranges.get(range).last() < ahead) {
            range++;
        }
        for (int method = 0; method < errors.length; method++) {
            sums[method][range] += Math.min(errors[method], LARGEST_ERROR);
        }
        counts[range]++;
        held[range] += isHeld ? 1 : 0;
    }

    boolean isEmpty() {
        for (long count : counts) {
            if (count == 0) {
                return true;
            }
        }
        return false;
    }

    double meanError(int method, int range) {
        return sums[method][range] / counts[range];
    }

    double shareHeld(int range) {
        return (double) held[range] / counts[range];
    }
}
