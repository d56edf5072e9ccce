package io.surprisal.trainer.evaluate.metric;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The scores of all rows and those of the anomalous ones, each in ascending order; immutable. */
public final class RankedScores {

    private final double[] all;
    private final double[] anomalous;

    private RankedScores(double[] all, double[] anomalous) {
        this.all = all;
        this.anomalous = anomalous;
    }

    /** Of one series. */
    static RankedScores of(BitSet anomalous, MethodRows method) {
        return new RankedScores(method.sortedScores(), method.sortedScores(anomalous));
    }

    /** Of several series together, as if they were one: with one threshold for all. */
    public static RankedScores pooled(List<RankedScores> series) {
        return new RankedScores(
                merged(series.stream().map(one -> one.all).toList()),
                merged(series.stream().map(one -> one.anomalous).toList()));
    }

    private static double[] merged(List<double[]> sorted) {
        double[] merged = new double[sorted.stream().mapToInt(one -> one.length).sum()];
        int from = 0;
        for (double[] one : sorted) {
            System.arraycopy(one, 0, merged, from, one.length);
            from += one.length;
        }
        Arrays.sort(merged);
        return merged;
    }

    /** Number of rows. */
    int rows() {
        return all.length;
    }

    /** Number of anomalous rows. */
    int anomalousRows() {
        return anomalous.length;
    }

    /** Whether there is something to rank: both anomalous and other rows. */
    public boolean isMixed() {
        return anomalous.length > 0 && anomalous.length < all.length;
    }

    /** The score of a rank, 0 being the greatest. */
    double ranked(int rank) {
        return all[all.length - 1 - rank];
    }

    /** Rows that score this or more, given that at least so many do. */
    int atLeast(double threshold, int known) {
        return countAtLeast(all, known, threshold);
    }

    /** Anomalous rows that score this or more, given that at least so many do. */
    int anomalousAtLeast(double threshold, int known) {
        return countAtLeast(anomalous, known, threshold);
    }

    /**
     * Area under the precision-recall curve: the sum over all thresholds of the precision times the step in recall; NaN if
     * there is nothing to rank.
     */
    public double averagePrecision() {
        return isMixed() ? Ranking.of(this).averagePrecision() : Double.NaN;
    }

    private static int countAtLeast(double[] ascending, int known, double threshold) {
        int count = known;
        while (count < ascending.length && ascending[ascending.length - 1 - count] >= threshold) {
            count++;
        }
        return count;
    }
}
