package io.surprisal.trainer.evaluate.metric;

import java.util.BitSet;

/**
 * How good one method is on one or more series.
 *
 * @param events at its own alerts, by events
 * @param alertRows at its own alerts, row by row
 * @param falseAlarms how the false alarms are spread over the series
 * @param ranking of its scores, over all thresholds
 * @param nab by the benchmark's rules; without windows where the labels are none
 */
public record Metrics(
        EventCounts events, RowCounts alertRows, FalseAlarmRates falseAlarms, RankingMeans ranking, NabCounts nab) {

    /** Nothing measured yet. */
    public static final Metrics NONE =
            new Metrics(EventCounts.NONE, RowCounts.NONE, FalseAlarmRates.NONE, RankingMeans.NONE, NabCounts.NONE);

    /**
     * Measures a method on one series.
     *
     * @throws IllegalArgumentException if labels and method do not have equally many rows
     */
    public static Metrics of(RowLabels labels, MethodRows method) {
        return of(labels, method, rank(labels, method));
    }

    /**
     * The same, given what {@link #rank} said.
     *
     * @throws IllegalArgumentException if labels and method do not have equally many rows
     */
    public static Metrics of(RowLabels labels, MethodRows method, RankedScores ranked) {
        requireEqualRows(labels, method);
        EventCounts events = EventCounts.of(labels, method.alerts());
        return new Metrics(
                events,
                RowCounts.of(labels, method.alerts()),
                FalseAlarmRates.of(events),
                ranking(labels.anomalous(), method, ranked),
                labels.asWindows() ? NabCounts.of(labels, method.alerts()) : NabCounts.NONE);
    }

    /**
     * The scores of a method on one series in their order.
     *
     * @throws IllegalArgumentException if labels and method do not have equally many rows
     */
    public static RankedScores rank(RowLabels labels, MethodRows method) {
        requireEqualRows(labels, method);
        return RankedScores.of(labels.anomalous(), method);
    }

    private static void requireEqualRows(RowLabels labels, MethodRows method) {
        if (labels.rows() != method.rows()) {
            throw new IllegalArgumentException("labels must be of the same rows as the scores: labels=" + labels.rows()
                    + ", scores=" + method.rows());
        }
    }

    private static RankingMeans ranking(BitSet anomalous, MethodRows method, RankedScores ranked) {
        if (!ranked.isMixed()) {
            return RankingMeans.NONE;
        }
        Ranking ranking = Ranking.of(ranked);
        return new RankingMeans(
                1, ranking.bestF1(), ranking.averagePrecision(), VolumeUnderSurface.of(anomalous, method, ranked));
    }

    /** These and those of other series together. */
    public Metrics plus(Metrics other) {
        return new Metrics(
                events.plus(other.events),
                alertRows.plus(other.alertRows),
                falseAlarms.plus(other.falseAlarms),
                ranking.plus(other.ranking),
                nab.plus(other.nab));
    }

    /**
     * Harmonic mean of the precision by rows and the recall by events [1]: unlike the F1 of either it gains nothing by
     * alerts that last long.
     *
     * <p>[1] Garg et al., An Evaluation of Anomaly Detection and Diagnosis in Multivariate Time Series, 2021.
     */
    public double compositeF1() {
        return Rates.harmonicMean(alertRows.precision(), events.recall());
    }
}
