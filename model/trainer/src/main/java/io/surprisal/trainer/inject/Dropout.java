package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/** The value is 0 for some rows. */
final class Dropout implements IncidentShape {

    private static final double FAR_ABOVE_ZERO = 2; // σ, of the median
    private static final double LEAST_SHARE = 0.1; // of the median, that every row has

    @Override
    public int rows(FeatureColumn column, double strength) {
        return (int) strength;
    }

    /** Only where 0 is far from all that is usual. */
    @Override
    public boolean fits(FeatureColumn column, double strength) {
        return column.varies()
                && column.median() >= FAR_ABOVE_ZERO * column.sigma()
                && column.least() >= LEAST_SHARE * column.median();
    }

    @Override
    public void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed) {
        for (int row = 0; row < changed.length; row++) {
            changed[row] = Double.isNaN(changed[row]) ? changed[row] : 0;
        }
    }
}
