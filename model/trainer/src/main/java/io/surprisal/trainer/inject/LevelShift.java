package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/** The level is another for some time. */
final class LevelShift implements IncidentShape {

    private static final int ROWS = 100;

    private final int sign;

    LevelShift(int sign) {
        this.sign = sign;
    }

    @Override
    public int rows(FeatureColumn column, double strength) {
        return ROWS;
    }

    /** Downwards only where there is room above 0. */
    @Override
    public boolean fits(FeatureColumn column, double strength) {
        return column.varies() && (sign > 0 || hasRoomBelow(column, strength));
    }

    /** Whether a feature can sink by so many σ: not if it is never negative and as a rule nearer to 0. */
    static boolean hasRoomBelow(FeatureColumn column, double strength) {
        return !column.neverNegative() || column.median() >= strength * column.sigma();
    }

    @Override
    public void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed) {
        for (int row = 0; row < changed.length; row++) {
            changed[row] = column.allowed(changed[row] + sign * strength * column.sigma());
        }
    }
}
