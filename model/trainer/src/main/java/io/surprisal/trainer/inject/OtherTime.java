package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/**
 * A feature's own rows of another time at which its level was the same, the ones that differ most from the true rows among
 * {@value #TRIES} random ones. They begin near where the series is.
 */
final class OtherTime implements IncidentShape {

    private static final int TRIES = 300;
    private static final double LEAST_RELATION = 0.6;
    private static final double SAME_LEVEL = 0.5; // σ, between the means
    private static final double SAME_START = 0.25; // σ, between the rows before
    private static final double LEAST_DIFFERENCE = 0.5; // σ, root of the mean square

    @Override
    public int rows(FeatureColumn column, double strength) {
        return (int) strength;
    }

    /** Only where another feature moves with it. */
    @Override
    public boolean fits(FeatureColumn column, double strength) {
        return column.varies() && column.relation() >= LEAST_RELATION;
    }

    @Override
    public boolean hitsSeveral() {
        return false;
    }

    /** Changes nothing if there is no such time. */
    @Override
    public void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed) {
        int best = -1;
        double largest = LEAST_DIFFERENCE * column.sigma();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int other = random.between(1, Math.max(2, first - changed.length));
            double difference = isUsual(column, first, other, changed.length)
                    ? difference(column, first, other, changed.length)
                    : 0;
            if (difference > largest) {
                largest = difference;
                best = other;
            }
        }
        for (int row = 0; best >= 0 && row < changed.length; row++) {
            changed[row] = column.value(best + row);
        }
    }

    private static boolean isUsual(FeatureColumn column, int first, int other, int rows) {
        return other + rows <= first
                && Math.abs(column.value(other - 1) - column.value(first - 1)) <= SAME_START * column.sigma()
                && Math.abs(mean(column, other, rows) - mean(column, first, rows)) <= SAME_LEVEL * column.sigma();
    }

    private static double mean(FeatureColumn column, int from, int rows) {
        double sum = 0;
        for (int row = from; row < from + rows; row++) {
            sum += column.value(row);
        }
        return sum / rows;
    }

    private static double difference(FeatureColumn column, int first, int other, int rows) {
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            double distance = column.value(other + row) - column.value(first + row);
            squares += distance * distance;
        }
        return Math.sqrt(squares / rows);
    }
}
