package io.surprisal.trainer.evaluate.metric;

import java.util.BitSet;

/**
 * Anomalous rows and alert rows of one or more series, counted row by row, without adjusting any row by its neighbours.
 *
 * @param rows rows in all
 * @param anomalous labelled rows
 * @param alerts rows with an alert
 * @param both labelled rows with an alert
 */
public record RowCounts(long rows, long anomalous, long alerts, long both) {

    /** Nothing seen yet. */
    public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

    /** Counts one series. */
    static RowCounts of(RowLabels labels, BitSet alerts) {
        BitSet anomalous = labels.anomalous();
        BitSet both = (BitSet) anomalous.clone();
        both.and(alerts);
        return new RowCounts(labels.rows(), anomalous.cardinality(), alerts.cardinality(), both.cardinality());
    }

    /** These and others together. */
    RowCounts plus(RowCounts other) {
        return new RowCounts(rows + other.rows, anomalous + other.anomalous, alerts + other.alerts, both + other.both);
    }

    /** Labelled rows among those with an alert; 0 without any. */
    public double precision() {
        return Rates.ratio(both, alerts);
    }

    /** Rows with an alert among the labelled; 0 without any. */
    public double recall() {
        return Rates.ratio(both, anomalous);
    }

    /** Harmonic mean of precision and recall; 0 where both are. */
    public double f1() {
        return Rates.harmonicMean(precision(), recall());
    }
}
