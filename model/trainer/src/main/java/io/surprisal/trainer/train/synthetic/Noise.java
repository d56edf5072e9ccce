package io.surprisal.trainer.train.synthetic;

/** Autoregressive noise of first order and spread about 1, with normal or heavy-tailed innovations. */
final class Noise {

    private static final double NORMAL_SHARE = 0.6;

    private Noise() {}

    /** Draws a persistence between none and nearly a random walk. */
    static double persistence(RandomSource random) {
        return random.oneOf(0, 0.3, 0.6, 0.9, 0.97, 0.99);
    }

    static double[] draw(RandomSource random, int length, double persistence) {
        boolean normal = random.chance(NORMAL_SHARE);
        double degreesOfFreedom = random.uniform(2.5, 6);
        double gain = Math.sqrt(1 - persistence * persistence);
        double[] noise = new double[length];
        double last = 0;
        for (int row = 0; row < length; row++) {
            last = persistence * last + (normal ? random.normal() : random.studentT(degreesOfFreedom));
            noise[row] = last * gain;
        }
        return noise;
    }
}
