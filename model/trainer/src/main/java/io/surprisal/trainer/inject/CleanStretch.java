package io.surprisal.trainer.inject;

import io.surprisal.trainer.evaluate.metric.RowRange;
import java.util.List;

/** Rows of one series without incidents, oldest first. Never changed after; the arrays that it is given are its own. */
public final class CleanStretch {

    private final String key;
    private final long[] timesMs;
    private final double[][] rows; // [rows × F]
    private final List<String> covariateNames;
    private final double[][] covariates; // [rows × C]

    /** A stretch without covariates, as {@link #CleanStretch(String, long[], double[][], List, double[][])} takes it. */
    public CleanStretch(String key, long[] timesMs, double[][] rows) {
        this(key, timesMs, rows, List.of(), new double[rows.length][0]);
    }

    /**
     * A stretch.
     *
     * @param key of the series, for reports
     * @param timesMs event times, milliseconds since 1970, ascending
     * @param rows readings, [rows × F], NaN where missing
     * @param covariateNames names of the columns that are inputs only, [C]
     * @param covariates their readings, [rows × C], NaN where missing
     */
    public CleanStretch(
            String key, long[] timesMs, double[][] rows, List<String> covariateNames, double[][] covariates) {
        if (rows.length == 0 || rows.length != timesMs.length) {
            throw new IllegalArgumentException(
                    "a stretch must have rows and a time for each: rows=" + rows.length + ", times=" + timesMs.length);
        }
        this.key = key;
        this.timesMs = timesMs;
        this.rows = rows;
        this.covariateNames = List.copyOf(covariateNames);
        this.covariates = covariates;
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

    /** Names of its covariates, [C]. No incident is put into these. */
    public List<String> covariateNames() {
        return covariateNames;
    }

    /** A row's covariates, [C]; not a copy, not to be changed. */
    public double[] covariates(int row) {
        return covariates[row];
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
        return new CleanStretch(key, timesMs, changed, covariateNames, covariates);
    }
}
