package io.surprisal.trainer.evaluate.metric;

import java.util.BitSet;

/**
 * How well a series' scores rank its anomalous rows above the others, over all thresholds and row by row, without
 * adjusting any row's score by its neighbours.
 *
 * @param bestF1 the greatest F1 that any threshold gives
 * @param averagePrecision area under the precision-recall curve, as the sum over all thresholds of the precision times
 *     the step in recall
 */
record Ranking(double bestF1, double averagePrecision) {

    /** Ranks the rows of a series that has both anomalous and other rows. */
    static Ranking of(BitSet anomalous, MethodRows method) {
        double[] all = method.sortedScores();
        double[] positive = method.sortedScores(anomalous);
        double bestF1 = 0;
        double area = 0;
        int predicted = 0;
        int hits = 0;
        while (predicted < all.length) {
            double threshold = all[all.length - 1 - predicted];
            predicted = countAtLeast(all, predicted, threshold);
            int hitsBefore = hits;
            hits = countAtLeast(positive, hits, threshold);
            area += (double) (hits - hitsBefore) / positive.length * hits / predicted;
            bestF1 = Math.max(bestF1, 2.0 * hits / (predicted + positive.length));
        }
        return new Ranking(bestF1, area);
    }

    private static int countAtLeast(double[] ascending, int known, double threshold) {
        int count = known;
        while (count < ascending.length && ascending[ascending.length - 1 - count] >= threshold) {
            count++;
        }
        return count;
    }
}
