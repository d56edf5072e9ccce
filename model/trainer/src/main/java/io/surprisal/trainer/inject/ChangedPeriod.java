package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/**
 * What was just seen comes again at another speed. At its beginning the replay is moved to where the series is, so that
 * there is no jump; the move dies out within about {@value #BLENDING_ROWS} rows. Where too little was seen, it ends in the last
 * value.
 */
final class ChangedPeriod implements IncidentShape {

    private static final int ROWS = 150;
    private static final double BLENDING_ROWS = 20;

    /** Below this correlation of a row with the next, there is no course that could be faster or slower. */
    private static final double LEAST_PERSISTENCE = 0.5;

    @Override
    public int rows(FeatureColumn column, double strength) {
        return ROWS;
    }

    @Override
    public boolean fits(FeatureColumn column, double strength) {
        return column.varies() && column.persistence() >= LEAST_PERSISTENCE;
    }

    @Override
    public void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed) {
        double from = Math.max(0, first - strength * ROWS);
        double move = column.lastBefore(first) - at(column, from);
        for (int row = 0; row < changed.length; row++) {
            double replayed = at(column, Math.min(from + strength * row, first - 1));
            double moved = replayed + move * StrictMath.exp(-row / BLENDING_ROWS);
            changed[row] = Double.isNaN(changed[row]) || Double.isNaN(moved) ? changed[row] : column.allowed(moved);
        }
    }

    /** The column between two rows. */
    private static double at(FeatureColumn column, double place) {
        int below = (int) place;
        double share = place - below;
        double value = column.value(below);
        return share == 0 ? value : value + share * (column.value(below + 1) - value);
    }
}
