package io.surprisal.trainer.evaluate.metric;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Anomalies and alerts of one or more series, counted by events. An anomaly is a maximal run of labelled rows; it is
 * found when an alert lies in it, and counts once. A run of alert rows that touches no anomaly is a false alarm.
 *
 * @param rows rows in all
 * @param anomalies labelled runs
 * @param found anomalies with an alert
 * @param alertRuns runs of alert rows
 * @param falseRuns those that touch no anomaly
 * @param delays of the found anomalies: rows from the first to the first alert in it, ascending
 */
public record EventCounts(long rows, long anomalies, long found, long alertRuns, long falseRuns, List<Integer> delays) {

    private static final double ROWS_PER_RATE = 1000;

    /** Nothing seen yet. */
    public static final EventCounts NONE = new EventCounts(0, 0, 0, 0, 0, List.of());

    /** Owns its delays. */
    public EventCounts {
        delays = List.copyOf(delays);
    }

    /** Counts one series. */
    static EventCounts of(RowLabels labels, BitSet alerts) {
        BitSet anomalous = labels.anomalous();
        List<RowRange> anomalies = RowLabels.runs(anomalous);
        List<RowRange> alertRuns = RowLabels.runs(alerts);
        long falseRuns = alertRuns.stream()
                .filter(run -> anomalous.get(run.first(), run.last() + 1).isEmpty())
                .count();
        int[] delays = anomalies.stream()
                .mapToInt(anomaly -> delay(anomaly, alerts))
                .filter(delay -> delay >= 0)
                .sorted()
                .toArray();
        return new EventCounts(
                labels.rows(),
                anomalies.size(),
                delays.length,
                alertRuns.size(),
                falseRuns,
                Arrays.stream(delays).boxed().toList());
    }

    private static int delay(RowRange anomaly, BitSet alerts) {
        int alert = alerts.nextSetBit(anomaly.first());
        return alert < 0 || alert > anomaly.last() ? -1 : alert - anomaly.first();
    }

    /** These and others together. */
    EventCounts plus(EventCounts other) {
        List<Integer> both = IntStream.concat(
                        delays.stream().mapToInt(Integer::intValue),
                        other.delays.stream().mapToInt(Integer::intValue))
                .sorted()
                .boxed()
                .toList();
        return new EventCounts(
                rows + other.rows,
                anomalies + other.anomalies,
                found + other.found,
                alertRuns + other.alertRuns,
                falseRuns + other.falseRuns,
                both);
    }

    /** Found anomalies among found anomalies and false alarms; 0 without any. */
    public double precision() {
        return Rates.ratio(found, found + falseRuns);
    }

    /** Found anomalies among anomalies; 0 without any. */
    public double recall() {
        return Rates.ratio(found, anomalies);
    }

    /** Harmonic mean of precision and recall; 0 where both are. */
    public double f1() {
        return Rates.harmonicMean(precision(), recall());
    }

    /** False alarms in 1,000 rows. */
    public double falseRunsPer1000Rows() {
        return ROWS_PER_RATE * Rates.ratio(falseRuns, rows);
    }

    /** Median delay of the found anomalies in rows; NaN without any. */
    public double medianDelayRows() {
        return Rates.median(delays);
    }

    /** Mean delay of the found anomalies in rows; NaN without any. */
    public double meanDelayRows() {
        return delays.stream().mapToInt(Integer::intValue).average().orElse(Double.NaN);
    }
}
