package io.surprisal.trainer.inject;

import io.surprisal.trainer.evaluate.metric.RowRange;
import java.util.Arrays;

/** One incident in a {@link CleanStretch}: the rows that are different, and how. Never changed after. */
public final class Incident {

    /** Incidents of at most so many rows are short. */
    static final int SHORT_ROWS = 10;

    /** An alert so many rows after the end of a short incident still counts as its. */
    static final int ROWS_AFTER_SHORT = 3;

    private final IncidentKind kind;
    private final double strength;
    private final RowRange rows;
    private final int[] features;
    private final double[][] values; // [changed rows × F]

    /**
     * An incident; it keeps the arrays.
     *
     * @param first the first changed row
     * @param features those that are hit
     * @param values the readings of the changed rows, [changed rows × F]
     */
    Incident(IncidentKind kind, double strength, int first, int[] features, double[][] values) {
        this.kind = kind;
        this.strength = strength;
        this.rows = new RowRange(first, first + values.length - 1);
        this.features = features;
        this.values = values;
    }

    /** What kind it is. */
    public IncidentKind kind() {
        return kind;
    }

    /** How strong it is, in the unit of its kind. */
    public double strength() {
        return strength;
    }

    /** The changed rows. */
    public RowRange rows() {
        return rows;
    }

    /**
     * The rows in which an alert finds the incident: those that it changes and, after an incident of at most
     * {@value #SHORT_ROWS} rows, {@value #ROWS_AFTER_SHORT} more. They may reach past the end of the stretch.
     */
    public RowRange watched() {
        return rows.width() <= SHORT_ROWS ? new RowRange(rows.first(), rows.last() + ROWS_AFTER_SHORT) : rows;
    }

    /** The features that are hit; a new array. */
    public int[] features() {
        return features.clone();
    }

    /**
     * The readings of a changed row, [F]; not a copy, not to be changed.
     *
     * @param row of the stretch, one of {@link #rows}
     */
    public double[] row(int row) {
        return values[row - rows.first()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Incident that
                && kind == that.kind
                && Double.compare(strength, that.strength) == 0
                && rows.equals(that.rows)
                && Arrays.equals(features, that.features)
                && Arrays.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * rows.hashCode() + Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        return "Incident[" + kind + ", strength=" + strength + ", " + rows + ", features=" + Arrays.toString(features)
                + "]";
    }
}
