package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/** The level moves away slowly, upwards or downwards, and stays there. */
final class Drift implements IncidentShape {

    private static final int RISING_ROWS = 200;
    private static final int ROWS = 280;

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
        boolean down = random.chance(1.0 / 2) && LevelShift.hasRoomBelow(column, strength);
        double height = (down ? -strength : strength) * column.sigma();
        for (int row = 0; row < changed.length; row++) {
            double share = Math.min(1, (row + 1.0) / RISING_ROWS);
            changed[row] = column.allowed(changed[row] + share * height);
        }
    }
}
