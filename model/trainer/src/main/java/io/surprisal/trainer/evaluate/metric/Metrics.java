package io.surprisal.trainer.evaluate.metric;

import java.util.BitSet;

/**
 * How good one method is on one or more series.
 *
 * @param events at its own alerts
 * @param ranked series that have both anomalous and other rows: those that the two means are over
 * @param meanBestF1 mean over them of the best row-wise F1 over all thresholds; NaN without any
 * @param meanAveragePrecision mean over them of the area under the precision-recall curve; NaN without any
 * @param nab by the benchmark's rules; without windows where the labels are none
 */
public record Metrics(EventCounts events, long ranked, double meanBestF1, double meanAveragePrecision, NabCounts nab) {

    /** Nothing measured yet. */
    public static final Metrics NONE = new Metrics(EventCounts.NONE, 0, Double.NaN, Double.NaN, NabCounts.NONE);

    /**
     * Measures a method on one series.
     *
     * @throws IllegalArgumentException if labels and method do not have equally many rows
     */
    public static Metrics of(RowLabels labels, MethodRows method) {
        if (labels.rows() != method.rows()) {
            throw new IllegalArgumentException("labels must be of the same rows as the scores: labels=" + labels.rows()
                    + ", scores=" + method.rows());
        }
        EventCounts events = EventCounts.of(labels, method.alerts());
        NabCounts nab = labels.asWindows() ? NabCounts.of(labels, method.alerts()) : NabCounts.NONE;
        BitSet anomalous = labels.anomalous();
        if (anomalous.isEmpty() || anomalous.cardinality() == labels.rows()) {
            return new Metrics(events, 0, Double.NaN, Double.NaN, nab);
        }
        Ranking ranking = Ranking.of(anomalous, method);
        return new Metrics(events, 1, ranking.bestF1(), ranking.averagePrecision(), nab);
    }

    /** These and those of other series together. */
    public Metrics plus(Metrics other) {
        return new Metrics(
                events.plus(other.events),
                ranked + other.ranked,
                mean(meanBestF1, ranked, other.meanBestF1, other.ranked),
                mean(meanAveragePrecision, ranked, other.meanAveragePrecision, other.ranked),
                nab.plus(other.nab));
    }

    private static double mean(double one, long ones, double other, long others) {
        if (others == 0) {
            return one;
        }
        return ones == 0 ? other : (one * ones + other * others) / (ones + others);
    }
}
