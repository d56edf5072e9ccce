package io.surprisal.trainer.train.synthetic;

/** Series without a fixed level: walks, slow returns to the mean, switches between two levels. */
final class WanderingSeries {

    private static final double STEP = 0.05;
    private static final double SLOW_PERSISTENCE = 0.995;

    private WanderingSeries() {}

    static double[] walk(RandomSource random, int length) {
        boolean meanReverting = random.chance(0.5);
        double noiseLevel = random.oneOf(0, 0.1, 0.5);
        double[] noise = Noise.draw(random, length, meanReverting ? 0.3 : 0.5);
        double[] slow = meanReverting
                ? Noise.draw(random, length, SLOW_PERSISTENCE)
                : Noise.draw(random, length, random.oneOf(0, 0.5));
        double[] values = new double[length];
        double level = 0;
        for (int row = 0; row < length; row++) {
            level = meanReverting ? 3 * slow[row] : level + STEP * slow[row];
            values[row] = level + noiseLevel * noise[row];
        }
        return values;
    }

    static double[] twoLevels(RandomSource random, int length) {
        double switchRate = random.uniform(0.003, 0.05);
        double step = random.uniform(1, 5);
        double noiseLevel = random.oneOf(0.05, 0.2, 0.5);
        double[] values = Noise.draw(random, length, Noise.persistence(random));
        boolean high = false;
        for (int row = 0; row < length; row++) {
            high ^= random.chance(switchRate);
            values[row] = noiseLevel * values[row] + (high ? step : 0);
        }
        return values;
    }
}
