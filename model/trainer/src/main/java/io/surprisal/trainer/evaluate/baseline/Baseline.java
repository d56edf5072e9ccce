package io.surprisal.trainer.evaluate.baseline;

/**
 * A detector on one series that has nothing of the real one, to read its figures against. Is shown every row in order,
 * the history first, and knows nothing of later rows. Missing values are passed over. Not thread-safe.
 */
public interface Baseline {

    /** What it is called. */
    String name();

    /**
     * Learns the next row of the history, which is not judged.
     *
     * @param values [F], NaN where missing
     */
    void learn(long eventTimeMs, double[] values);

    /**
     * Judges the next row, then learns it: {@link #score()} and {@link #alert()} are then of this row.
     *
     * @param values [F], NaN where missing
     */
    void observe(long eventTimeMs, double[] values);

    /** The last row's score, at least 0; higher is more anomalous. */
    double score();

    /** Whether the last row was an alert. */
    boolean alert();

    /** A baseline that has seen the same rows and goes its own way from here. */
    Baseline copy();
}
