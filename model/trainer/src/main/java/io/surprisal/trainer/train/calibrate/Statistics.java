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

    /** Alerts at a threshold: incidents that are so many rows below it apart. */
    int alerts(float threshold, int refractoryRows) {
        return alerts(threshold, refractoryRows, (statistic, lastAlert) -> false);
    }

    /** The same when a row that is clearly higher than the last alert is another one within its incident. */
    int alerts(float threshold, int refractoryRows, ClearlyHigher higher) {
        int count = 0;
        int last = -refractoryRows - 1;
        float lastAlert = 0;
        for (int row = 0; row < values.length; row++) {
            if (values[row] < threshold) {
                continue;
            }
            if (row - last > refractoryRows || higher.isHigher(values[row], lastAlert)) {
                count++;
                lastAlert = values[row];
            }
            last = row;
        }
        return count;
    }

    /** The last row at or above a threshold of the incident that begins at a row. */
    int lastOfIncident(int first, float threshold, int refractoryRows) {
        int last = first;
        for (int row = first + 1; row < values.length && row - last <= refractoryRows; row++) {
            if (values[row] >= threshold) {
                last = row;
            }
        }
        return last;
    }

    /** Whether a statistic is so far above that of the last alert that it is news. */
    @FunctionalInterface
    interface ClearlyHigher {
        boolean isHigher(float statistic, float lastAlert);
    }
}
