package io.surprisal.trainer.train.synthetic;

/** Series whose news is in rare rows: bursts that decay, and spikes on a flat line. */
final class SpikySeries {

    private SpikySeries() {}

    static double[] bursty(RandomSource random, int length) {
        double[] values = Noise.draw(random, length, Noise.persistence(random));
        double noiseLevel = random.uniform(0, 0.5);
        for (int row = 0; row < length; row++) {
            values[row] *= noiseLevel;
        }
        double[] decay = decay(random);
        double rate = random.uniform(0.002, 0.08);
        double meanLogSize = random.uniform(0.5, 3);
        double logSizeSpread = random.uniform(0.1, 0.8);
        for (int row = 0; row < length; row++) {
            if (random.chance(rate)) {
                double size = random.logNormal(meanLogSize, logSizeSpread);
                for (int lag = 0; lag < decay.length && row + lag < length; lag++) {
                    values[row + lag] += size * decay[lag];
                }
            }
        }
        if (random.chance(0.3)) {
            for (int row = 0; row < length; row++) {
                values[row] = Math.abs(values[row]);
            }
        }
        return values;
    }

    private static double[] decay(RandomSource random) {
        double[] decay = new double[random.between(1, 12)];
        boolean exponential = random.chance(0.6);
        double rows = random.uniform(0.5, 6);
        for (int lag = 0; lag < decay.length; lag++) {
            decay[lag] = exponential ? StrictMath.exp(-lag / rows) : 1;
        }
        return decay;
    }

    static double[] flat(RandomSource random, int length) {
        double level = random.normal();
        double noiseLevel = random.oneOf(0, 1e-3, 0.01);
        boolean spikes = random.chance(0.6);
        double rate = random.uniform(0.002, 0.1);
        double size = random.oneOf(0.02, 0.2, 1) * random.oneOf(1, 1, -1);
        boolean equalSizes = random.chance(0.5);
        double[] values = new double[length];
        for (int row = 0; row < length; row++) {
            values[row] = level + noiseLevel * random.normal();
            if (spikes && random.chance(rate)) {
                values[row] += equalSizes ? size : size * random.uniform();
            }
        }
        return values;
    }
}
