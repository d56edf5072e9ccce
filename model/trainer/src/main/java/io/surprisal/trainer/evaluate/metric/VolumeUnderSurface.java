package io.surprisal.trainer.evaluate.metric;

import java.util.BitSet;
import java.util.List;

/**
 * VUS-PR, the volume under the range-based precision-recall surface [1], in the form of the TSB-AD benchmark: the mean
 * over buffers w = 0..{@value #LARGEST_BUFFER} of the area under the curve of {@value #THRESHOLDS} thresholds.
 *
 * <pre>
 *   thresholds   the scores at evenly spaced ranks
 *   weight       1 in an anomaly; min(1, Σ √(1 − d/w)) at d rows from anomalies with d ≤ ⌊w/2⌋
 *   tp           Σ weight over the rows at or above the threshold
 *   recall       min(1, tp / ((2 P + Σ weight outside, of those rows) / 2)) · (anomalies hit / anomalies)
 *   precision    tp / rows at or above the threshold
 * </pre>
 *
 * <p>P is the number of anomalous rows; an anomaly, widened by ⌊w/2⌋ rows and merged with those that it touches, is hit
 * where any of its rows is at or above the threshold. Only the rows near anomalies differ between buffers, and only they
 * are visited for each: the cost is that of sorting plus 100 visits of each row near.
 *
 * <p>[1] Paparrizos et al., Volume Under the Surface, VLDB 2022.
 */
final class VolumeUnderSurface {

    static final int LARGEST_BUFFER = 100;
    static final int THRESHOLDS = 250;

    private final RankedScores ranked;
    private final int[] predicted = new int[THRESHOLDS]; // rows at or above each threshold
    private final int[] inside = new int[THRESHOLDS]; // anomalous rows among them
    private final double[] thresholds = new double[THRESHOLDS]; // descending
    private final NearRows near;
    private final AnomalyMaxima maxima;

    private VolumeUnderSurface(List<RowRange> anomalies, BitSet anomalous, MethodRows method, RankedScores ranked) {
        this.ranked = ranked;
        double step = (ranked.rows() - 1) / (double) (THRESHOLDS - 1);
        int above = 0;
        int anomalousAbove = 0;
        for (int i = 0; i < THRESHOLDS; i++) {
            int rank = i == THRESHOLDS - 1 ? ranked.rows() - 1 : (int) (i * step);
            thresholds[i] = ranked.ranked(rank);
            above = ranked.atLeast(thresholds[i], above);
            anomalousAbove = ranked.anomalousAtLeast(thresholds[i], anomalousAbove);
            predicted[i] = above;
            inside[i] = anomalousAbove;
        }
        this.near = new NearRows(anomalies, anomalous, method, this::firstThreshold);
        this.maxima = new AnomalyMaxima(anomalies, method);
    }

    /** The volume of one series that has both anomalous and other rows. */
    static double of(BitSet anomalous, MethodRows method, RankedScores ranked) {
        return new VolumeUnderSurface(RowLabels.runs(anomalous), anomalous, method, ranked).volume();
    }

    private double volume() {
        double sum = 0;
        double[] hit = new double[THRESHOLDS];
        for (int buffer = 0; buffer <= LARGEST_BUFFER; buffer++) {
            if (buffer % 2 == 0) { // an odd buffer reaches no further than the even one before
                hit = maxima.hitShares(buffer / 2, this::firstThreshold);
            }
            sum += area(near.weights(buffer), hit);
        }
        return sum / (LARGEST_BUFFER + 1);
    }

    /** Area of one buffer, given the outside weight that each threshold is the first to reach and the share of hits. */
    private double area(double[] weights, double[] hit) {
        double area = 0;
        double outside = 0;
        double recallBefore = 0;
        double positives = ranked.anomalousRows();
        for (int i = 0; i < THRESHOLDS; i++) {
            outside += weights[i];
            double found = inside[i] + outside;
            double recall = Math.min(found / ((positives + positives + outside) / 2), 1) * hit[i];
            area += (recall - recallBefore) * found / predicted[i];
            recallBefore = recall;
        }
        return area;
    }

    /** Index of the greatest threshold that a score reaches; the last one is reached by all. */
    private int firstThreshold(double score) {
        int low = 0;
        int high = THRESHOLDS - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (score >= thresholds[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
