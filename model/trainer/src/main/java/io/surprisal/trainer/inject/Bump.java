package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/** A few rows that are all off by the same, upwards or downwards. */
final class Bump implements IncidentShape {

    private final int rows;

    Bump(int rows) {
        this.rows = rows;
    }

    @Override
    public int rows(FeatureColumn column, double strength) {
        return rows;
    }

    @Override
    public boolean fits(FeatureColumn column, double strength) {
        return column.varies();
    }

    /** Of a feature that is never negative only those go down that stay so. */
    @Override
    public void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed) {
        double height = strength * column.sigma();
        boolean down = random.chance(1.0 / 2);
        for (double value : changed) {
            down &= !column.neverNegative() || value >= height;
        }
        for (int row = 0; row < changed.length; row++) {
            changed[row] += down ? -height : height;
        }
    }
}
