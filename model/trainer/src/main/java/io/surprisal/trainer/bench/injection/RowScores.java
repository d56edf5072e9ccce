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
    private int rows;

    RowScores(int capacity) {
        scores = new double[capacity];
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

    /** All scores in the order of the rows; a new array. */
    double[] all() {
        return Arrays.copyOf(scores, rows);
    }

    /** Whether any row is an alert by the method's own rule. */
    boolean anyAlert() {
        return !alerts.isEmpty();
    }

    /** The alerts from a row on, by the method's own rule. */
    int alertsFrom(int row) {
        return (int) alerts.stream().filter(at -> at >= row).count();
    }
}
