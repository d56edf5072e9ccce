package io.surprisal.trainer.train.network;

/**
 * The length of the optimiser's steps over a training: a short rise, then half a cosine down to almost nothing.
 *
 * @param peak the largest rate
 * @param updates the planned number of updates, at least 1
 */
public record LearningRate(double peak, int updates) {

    private static final double RISE = 0.03;
    private static final double START = 0.1;
    private static final double END = 1e-5;

    /** The rate of an update, counted from 0; beyond the planned number it stays at its end. */
    public double at(int update) {
        double done = Math.min(1, (double) update / updates);
        double rise = Math.min(1, done / RISE + START);
        return peak * rise * (0.5 + 0.5 * StrictMath.cos(Math.PI * done)) + END;
    }
}
