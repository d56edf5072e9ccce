package io.surprisal.trainer.evaluate.metric;

import java.util.Arrays;
import java.util.BitSet;

/** What one method said of the rows of one series, collected row by row. Not thread-safe. */
public final class MethodRows {

    private static final int FIRST_CAPACITY = 4096;

    private double[] scores = new double[FIRST_CAPACITY];
    private final BitSet alerts = new BitSet();
    private int rows;

    /**
     * Takes the next row.
     *
     * @param score higher is more anomalous; finite
     * @param alert the method's own decision
     */
    public void add(double score, boolean alert) {
        if (rows == scores.length) {
            scores = Arrays.copyOf(scores, 2 * rows);
        }
        scores[rows] = score;
        alerts.set(rows, alert);
        rows++;
    }

    /** Number of rows so far. */
    public int rows() {
        return rows;
    }

    /** The rows with an alert; not to be changed. */
    public BitSet alerts() {
        return alerts;
    }

    /** The score of a row. */
    double score(int row) {
        return scores[row];
    }

    /** The greatest score in a stretch of rows. */
    double greatest(RowRange stretch) {
        return Arrays.stream(scores, stretch.first(), stretch.last() + 1).max().orElseThrow();
    }

    /** The scores of the given rows in ascending order; a new array. */
    double[] sortedScores(BitSet of) {
        double[] chosen = of.stream().mapToDouble(row -> scores[row]).toArray();
        Arrays.sort(chosen);
        return chosen;
    }

    /** All scores in ascending order; a new array. */
    double[] sortedScores() {
        double[] all = Arrays.copyOf(scores, rows);
        Arrays.sort(all);
        return all;
    }
}
