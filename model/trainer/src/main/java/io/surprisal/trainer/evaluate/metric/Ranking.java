package io.surprisal.trainer.evaluate.metric;

/**
 * How well scores rank anomalous rows above the others, over all thresholds and row by row, without adjusting any row's
 * score by its neighbours.
 *
 * @param bestF1 the greatest F1 that any threshold gives
 * @param averagePrecision area under the precision-recall curve, as the sum over all thresholds of the precision times
 *     the step in recall
 */
record Ranking(double bestF1, double averagePrecision) {

    /** Ranks rows of which some are anomalous and some are not. */
    static Ranking of(RankedScores scores) {
        double bestF1 = 0;
        double area = 0;
        int predicted = 0;
        int hits = 0;
        while (predicted < scores.rows()) {
            double threshold = scores.ranked(predicted);
            predicted = scores.atLeast(threshold, predicted);
            int hitsBefore = hits;
            hits = scores.anomalousAtLeast(threshold, hits);
            area += (double) (hits - hitsBefore) / scores.anomalousRows() * hits / predicted;
            bestF1 = Math.max(bestF1, 2.0 * hits / (predicted + scores.anomalousRows()));
        }
        return new Ranking(bestF1, area);
    }
}
