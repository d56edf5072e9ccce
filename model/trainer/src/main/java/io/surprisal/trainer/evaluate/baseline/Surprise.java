package io.surprisal.trainer.evaluate.baseline;

/** One baseline's memory of one feature. Not thread-safe. */
interface Surprise {

    /**
     * How far a value lies from where the baseline expected it, in usual distances; then learns it. Nothing later than
     * the value is known.
     *
     * @param value finite
     */
    double of(long eventTimeMs, double value);

    /** A memory of the same rows that goes its own way from here. */
    Surprise copy();
}
