package io.surprisal.trainer.train.calibrate;

import java.util.Arrays;

/** The combined statistic of the counted rows of one series, in order. Never changed after. */
final class Statistics {

    private final float[] values; // s, [rows]

    Statistics(float[] values, int rows) {
        this.values = Arrays.copyOf(values, rows);
    }

    int rows() {
        return values.length;
    }

    float at(int row) {
        return values[row];
    }

    float largest() {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /** Rows at or above a threshold. */
    int exceedances(float threshold) {
        int count = 0;
        for (float value : values) {
            if (value >= threshold) {
                count++;
            }
        }
        return count;
    }

    /** Alerts at a threshold when each silences the rows after it. */
    int alerts(float threshold, int refractoryRows) {
        int count = 0;
        int row = 0;
        while (row < values.length) {
            if (values[row] >= threshold) {
                count++;
                row += refractoryRows;
            }
            row++;
        }
        return count;
    }

    /** The same when a row that is higher than the last alert by a factor of its own alerts in spite of the silence. */
    int alerts(float threshold, int refractoryRows, ClearlyHigher higher) {
        int count = 0;
        int last = -refractoryRows - 1;
        for (int row = 0; row < values.length; row++) {
            boolean silent = row - last <= refractoryRows;
            if (values[row] >= threshold && (!silent || higher.isHigher(values[row], values[last]))) {
                count++;
                last = row;
            }
        }
        return count;
    }

    /** Whether a statistic is so far above that of the last alert that it is news. */
    @FunctionalInterface
    interface ClearlyHigher {
        boolean isHigher(float statistic, float lastAlert);
    }
}
