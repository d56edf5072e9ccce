package io.surprisal.trainer.evaluate.metric;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where a method was right and where it was wrong on one series, all in the order of the rows. Where nothing is labelled,
 * all alerts are false ones; whether that is so is the caller's to know.
 *
 * @param found labelled runs with an alert
 * @param missed labelled runs without
 * @param hits runs of alert rows that touch a labelled row
 * @param falseAlarms runs of alert rows that touch none
 */
public record Incidents(List<RowRange> found, List<RowRange> missed, List<RowRange> hits, List<RowRange> falseAlarms) {

    /** Owns its lists. */
    public Incidents {
        found = List.copyOf(found);
        missed = List.copyOf(missed);
        hits = List.copyOf(hits);
        falseAlarms = List.copyOf(falseAlarms);
    }

    /** Of one series, by its anomalous rows and those with an alert. */
    public static Incidents of(BitSet anomalous, BitSet alerts) {
        List<RowRange> found = new ArrayList<>();
        List<RowRange> missed = new ArrayList<>();
        List<RowRange> hits = new ArrayList<>();
        List<RowRange> falseAlarms = new ArrayList<>();
        RowLabels.runs(anomalous).forEach(run -> (touches(run, alerts) ? found : missed).add(run));
        RowLabels.runs(alerts).forEach(run -> (touches(run, anomalous) ? hits : falseAlarms).add(run));
        return new Incidents(found, missed, hits, falseAlarms);
    }

    private static boolean touches(RowRange run, BitSet rows) {
        int next = rows.nextSetBit(run.first());
        return next >= 0 && next <= run.last();
    }
}
