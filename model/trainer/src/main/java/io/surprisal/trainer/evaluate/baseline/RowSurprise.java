package io.surprisal.trainer.evaluate.baseline;

/** One baseline's memory of a series. Not thread-safe. */
interface RowSurprise {

    /** Says that a row cannot be judged: nothing is known yet, or all is missing. */
    double UNKNOWN = -1;

    /**
     * How far a row lies from what the baseline expected, in usual distances; then learns it. Nothing later than the row
     * is known.
     *
     * @param values [F], NaN where missing
     * @return at least 0, or {@link #UNKNOWN}
     */
    double of(long eventTimeMs, double[] values);

    /** Is told once, before the first row that is judged, that a history was shown and is at its end. */
    default void endHistory() {}

    /** A memory of the same rows that goes its own way from here. */
    RowSurprise copy();
}
