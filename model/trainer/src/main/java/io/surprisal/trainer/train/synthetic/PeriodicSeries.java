package io.surprisal.trainer.train.synthetic;

/** A period of 4 to 249 rows that has nothing to do with the day. */
final class PeriodicSeries {

    private PeriodicSeries() {}

    static double[] draw(RandomSource random, int length) {
        double[] cycle = cycle(random, random.between(4, 250));
        boolean unsteady = random.chance(0.3);
        double noiseLevel = random.oneOf(0, 0.02, 0.1, 0.3);
        double[] values = Noise.draw(random, length, Noise.persistence(random));
        for (int row = 0; row < length; row++) {
            double amplitude = unsteady ? 1 + 0.2 * random.normal() : 1;
            values[row] = amplitude * cycle[row % cycle.length] + noiseLevel * values[row];
        }
        return values;
    }

    private static double[] cycle(RandomSource random, int period) {
        double shape = random.uniform();
        if (shape < 0.4) {
            return pulse(period, random.between(1, Math.max(2, period / 2)));
        }
        return shape < 0.7 ? sawTooth(period) : randomShape(random, period);
    }

    private static double[] pulse(int period, int width) {
        double[] cycle = new double[period];
        for (int row = 0; row < width; row++) {
            cycle[row] = 1;
        }
        return cycle;
    }

    private static double[] sawTooth(int period) {
        double[] cycle = new double[period];
        for (int row = 0; row < period; row++) {
            cycle[row] = row / (double) period;
        }
        return cycle;
    }

    private static double[] randomShape(RandomSource random, int period) {
        double[] rough = new double[period];
        for (int row = 0; row < period; row++) {
            rough[row] = random.normal();
        }
        double[] cycle = new double[period];
        for (int row = 0; row < period; row++) {
            cycle[row] = (rough[row] + rough[(row + 1) % period] + rough[(row + 2) % period]) / 3;
        }
        return cycle;
    }
}
