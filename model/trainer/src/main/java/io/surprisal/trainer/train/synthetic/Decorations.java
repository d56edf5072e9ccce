package io.surprisal.trainer.train.synthetic;

/**
 * What happens to real series beside their pattern: trends, limits, rounding, and at a chosen share of the natural rate the
 * anomalous: level shifts, outliers, bumps, changes of variance, drop-outs.
 */
final class Decorations {

    private final RandomSource random;
    private final double anomalyShare;

    Decorations(RandomSource random, double anomalyShare) {
        this.random = random;
        this.anomalyShare = anomalyShare;
    }

    /** Decorates in place; sizes are in units of the undecorated spread. */
    void apply(double[] values) {
        double spread = Moments.of(values).spread() + 1e-6;
        if (random.chance(0.25)) {
            trend(values, 2 * spread * random.normal());
        }
        if (random.chance(anomalyShare * 0.3)) {
            levelShifts(values, spread);
        }
        if (random.chance(anomalyShare * 0.35)) {
            outliers(values, spread);
        }
        if (random.chance(anomalyShare * 0.15)) {
            bump(values, 3 * spread * random.normal());
        }
        if (random.chance(anomalyShare * 0.15)) {
            changeOfVariance(values);
        }
        if (random.chance(0.15)) {
            floor(values, Quantiles.of(values, random.uniform(0.05, 0.6)));
        }
        if (random.chance(0.1)) {
            ceiling(values, Quantiles.of(values, random.uniform(0.5, 0.95)));
        }
        if (random.chance(0.2)) {
            round(values, spread * random.oneOf(0.05, 0.2, 0.5));
        }
        if (random.chance(anomalyShare * 0.06)) {
            dropOuts(values);
        }
    }

    private static void trend(double[] values, double rise) {
        for (int row = 0; row < values.length; row++) {
            values[row] += rise * row / (values.length - 1);
        }
    }

    private void levelShifts(double[] values, double spread) {
        int shifts = random.between(1, 4);
        for (int shift = 0; shift < shifts; shift++) {
            int from = random.below(values.length);
            double step = 2 * spread * random.normal();
            for (int row = from; row < values.length; row++) {
                values[row] += step;
            }
        }
    }

    private void outliers(double[] values, double spread) {
        double rate = random.uniform(0.0005, 0.006);
        for (int row = 0; row < values.length; row++) {
            if (random.chance(rate)) {
                values[row] += 6 * spread * random.normal();
            }
        }
    }

    private void bump(double[] values, double height) {
        int from = random.below(values.length);
        int to = Math.min(values.length, from + random.between(10, 300));
        for (int row = from; row < to; row++) {
            values[row] += height;
        }
    }

    private void changeOfVariance(double[] values) {
        int from = random.below(values.length);
        double mean = Moments.of(values, from).mean();
        double factor = StrictMath.exp(0.7 * random.normal());
        for (int row = from; row < values.length; row++) {
            values[row] = mean + (values[row] - mean) * factor;
        }
    }

    private static void floor(double[] values, double limit) {
        for (int row = 0; row < values.length; row++) {
            values[row] = Math.max(limit, values[row]);
        }
    }

    private static void ceiling(double[] values, double limit) {
        for (int row = 0; row < values.length; row++) {
            values[row] = Math.min(limit, values[row]);
        }
    }

    private static void round(double[] values, double step) {
        for (int row = 0; row < values.length; row++) {
            values[row] = Math.rint(values[row] / step) * step;
        }
    }

    private void dropOuts(double[] values) {
        for (int row = 0; row < values.length; row++) {
            if (random.chance(0.01)) {
                values[row] = 0;
            }
        }
    }
}
