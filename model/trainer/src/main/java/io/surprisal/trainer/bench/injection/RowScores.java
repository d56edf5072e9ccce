package io.surprisal.trainer.bench.injection;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What a method said of consecutive rows.
 *
 * <p>Filled by {@link StretchTrial}, then only read.
 */
final class RowScores {

    private final double[] scores;
    private final BitSet alerts = new BitSet();
    private final int learnt;
    private int rows;

    /**
     * For rows of which the first were only learnt.
     *
     * @param learnt how many; they have score 0
     */
    RowScores(int learnt, int rows) {
        this.scores = new double[rows];
        this.learnt = learnt;
        this.rows = learnt;
    }

    void add(TestedMethod.Run run) {
        scores[rows] = run.score();
        alerts.set(rows, run.alert());
        rows++;
    }

    int rows() {
        return rows;
    }

    double score(int row) {
        return scores[row];
    }

    /** Rows that were judged, not only learnt. */
    int judged() {
        return rows - learnt;
    }

    /** All scores in the order of the rows; a new array. */
    double[] all() {
        return Arrays.copyOf(scores, rows);
    }

    /** The alerts by the method's own rule. */
    int alerts() {
        return alerts.cardinality();
    }
}
