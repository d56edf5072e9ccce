package io.surprisal.trainer.evaluate.baseline;

/** The usual size of a residual: its running mean magnitude, each clipped to four times the mean before it. */
final class RunningScale {

    private static final double CLIP = 4;
    private static final int UNCLIPPED_ROWS = 30;
    private static final double LEAST_STEP = 1.0 / 4000;

    /** Stands for a residual where none was ever seen before; above all bins of {@link CountedTail}. */
    static final double UNHEARD_OF = 1e9;

    private double mean;
    private long rows;

    /** A scale that has measured nothing yet. */
    RunningScale() {}

    /** A scale that has measured the same. */
    RunningScale(RunningScale other) {
        mean = other.mean;
        rows = other.rows;
    }

    /** The residual's magnitude in usual sizes, as known before it; then learns it. */
    double measure(double residual) {
        double magnitude = Math.abs(residual);
        double measured = magnitude == 0 ? 0 : mean == 0 ? UNHEARD_OF : magnitude / mean;
        boolean clip = rows >= UNCLIPPED_ROWS && mean > 0;
        double learnt = clip ? Math.min(magnitude, CLIP * mean) : magnitude;
        rows++;
        mean += Math.max(1.0 / rows, LEAST_STEP) * (learnt - mean);
        return measured;
    }
}
