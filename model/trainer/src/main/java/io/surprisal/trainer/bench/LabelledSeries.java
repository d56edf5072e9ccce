package io.surprisal.trainer.bench;

import io.surprisal.trainer.evaluate.metric.RowLabels;
import io.surprisal.trainer.evaluate.metric.RowRange;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.util.BitSet;
import java.util.List;

/** One series in memory, and which of its rows belong to incidents. Never changed after. */
public final class LabelledSeries {

    private final SeriesHistory rows;
    private final int historyRows;
    private final BitSet anomalous;

    /**
     * A series.
     *
     * @param rows all of them, the history first
     * @param historyRows how many are history
     * @param anomalous the rows of incidents
     */
    public LabelledSeries(SeriesHistory rows, int historyRows, BitSet anomalous) {
        this.rows = rows;
        this.historyRows = historyRows;
        this.anomalous = (BitSet) anomalous.clone();
    }

    /** All rows, the history first. */
    public SeriesHistory rows() {
        return rows;
    }

    /** How many of the rows are history. */
    public int historyRows() {
        return historyRows;
    }

    /** The rows that are at least so many rows away from every incident; a new set. */
    public BitSet clean(int margin) {
        BitSet clean = new BitSet(rows.rows().size());
        clean.set(0, rows.rows().size());
        for (RowRange incident : RowLabels.runs(anomalous)) {
            clean.clear(Math.max(0, incident.first() - margin), incident.last() + 1 + margin);
        }
        return clean;
    }

    /** Its maximal runs of rows away from incidents, in order. */
    public List<RowRange> cleanRuns(int margin) {
        return RowLabels.runs(clean(margin));
    }
}
