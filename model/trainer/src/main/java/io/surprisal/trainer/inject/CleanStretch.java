package io.surprisal.trainer.inject;

import io.surprisal.trainer.evaluate.metric.RowRange;

/** Rows of one series without incidents, oldest first. Never changed after; the arrays that it is given are its own. */
public final class CleanStretch {

    private final String key;
    private final long[] timesMs;
    private final double[][] rows; // [rows × F]

    /**
     * A stretch.
     *
     * @param key of the series, for reports
     * @param timesMs event times, milliseconds since 1970, ascending
     * @param rows readings, [rows × F], NaN where missing
     */
    public CleanStretch(String key, long[] timesMs, double[][] rows) {
        if (rows.length == 0 || rows.length != timesMs.length) {
            throw new IllegalArgumentException(
                    "a stretch must have rows and a time for each: rows=" + rows.length + ", times=" + timesMs.length);
        }
        this.key = key;
        this.timesMs = timesMs;
        this.rows = rows;
    }

    /** The key of the series. */
    public String key() {
        return key;
    }

    /** The number of rows. */
    public int length() {
        return rows.length;
    }

    /** F, the number of features. */
    public int features() {
        return rows[0].length;
    }

    /** A row's event time, milliseconds since 1970. */
    public long timeMs(int row) {
        return timesMs[row];
    }

    /** A row's readings, [F]; not a copy, not to be changed. */
    public double[] row(int row) {
        return rows[row];
    }

    /** A feature's readings, [rows]; a new array. */
    double[] column(int feature) {
        double[] column = new double[rows.length];
        for (int row = 0; row < column.length; row++) {
            column[row] = rows[row][feature];
        }
        return column;
    }

    /** The same stretch with an incident in it. */
    public CleanStretch with(Incident incident) {
        double[][] changed = rows.clone();
        RowRange where = incident.rows();
        for (int row = where.first(); row <= where.last(); row++) {
            changed[row] = incident.row(row);
        }
        return new CleanStretch(key, timesMs, changed);
    }
}
