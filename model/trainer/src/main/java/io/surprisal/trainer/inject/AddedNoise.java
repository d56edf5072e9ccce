package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/** Normal noise comes on top. */
final class AddedNoise implements IncidentShape {

    private static final int ROWS = 100;

    @Override
    public int rows(FeatureColumn column, double strength) {
        return ROWS;
    }

    @Override
    public boolean fits(FeatureColumn column, double strength) {
        return column.varies();
    }

    @Override
    public void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed) {
        for (int row = 0; row < changed.length; row++) {
            changed[row] = column.allowed(changed[row] + strength * column.usualStep() * random.normal());
        }
    }
}
