package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/** The value stops changing. */
final class FlatLine implements IncidentShape {

    /** Where more rows than these repeat the one before, a flat line is nothing new. */
    private static final double OFTEN_FLAT = 0.3;

    @Override
    public int rows(FeatureColumn column, double strength) {
        return (int) strength;
    }

    @Override
    public boolean fits(FeatureColumn column, double strength) {
        return column.varies() && column.shareUnchanged() <= OFTEN_FLAT;
    }

    @Override
    public void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed) {
        double last = column.lastBefore(first);
        for (int row = 0; row < changed.length; row++) {
            changed[row] = Double.isNaN(changed[row]) ? changed[row] : last;
        }
    }
}
