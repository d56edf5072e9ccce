package io.surprisal.trainer.train.synthetic;

/** A random shape of the day, mean 0 and spread 1: waves, on and off, a plateau, a box or peaks. */
final class DailyProfile {

    private static final int BINS = 288;

    private final double[] shape;

    private DailyProfile(double[] shape) {
        this.shape = shape;
    }

    static DailyProfile draw(RandomSource random) {
        double[] shape = waves(random);
        double form = random.uniform();
        if (form < 0.2) {
            onAndOff(shape);
        } else if (form < 0.35) {
            plateau(shape);
        } else if (form < 0.5) {
            shape = box(random);
        } else if (form < 0.6) {
            peaks(shape);
        }
        Moments moments = Moments.of(shape);
        double spread = moments.spread() > 1e-9 ? moments.spread() : 1;
        for (int bin = 0; bin < BINS; bin++) {
            shape[bin] = (shape[bin] - moments.mean()) / spread;
        }
        return new DailyProfile(shape);
    }

    /** Returns the profile's value at a time of day, a share of the day in [0, 1). */
    double at(double timeOfDay) {
        return shape[(int) (timeOfDay * BINS) % BINS];
    }

    private static double[] waves(RandomSource random) {
        double[] shape = new double[BINS];
        int harmonics = random.between(1, 6);
        for (int harmonic = 1; harmonic <= harmonics; harmonic++) {
            double amplitude = random.normal() / StrictMath.pow(harmonic, random.uniform(0.3, 1.2));
            double phase = random.uniform();
            for (int bin = 0; bin < BINS; bin++) {
                shape[bin] += amplitude * StrictMath.sin(2 * Math.PI * harmonic * (bin / (double) BINS + phase));
            }
        }
        return shape;
    }

    private static void onAndOff(double[] shape) {
        for (int bin = 0; bin < BINS; bin++) {
            shape[bin] = Math.signum(shape[bin]);
        }
    }

    private static void plateau(double[] shape) {
        double low = Quantiles.of(shape, 0.4);
        double high = Quantiles.of(shape, 0.8);
        for (int bin = 0; bin < BINS; bin++) {
            shape[bin] = Math.min(high, Math.max(low, shape[bin]));
        }
    }

    private static double[] box(RandomSource random) {
        double[] shape = new double[BINS];
        int start = random.below(BINS);
        int width = random.between(3, 150);
        for (int offset = 0; offset < width; offset++) {
            shape[(start + offset) % BINS] = 1;
        }
        return shape;
    }

    private static void peaks(double[] shape) {
        double spread = Math.max(1e-9, Moments.of(shape).spread());
        for (int bin = 0; bin < BINS; bin++) {
            shape[bin] = StrictMath.exp(1.2 * shape[bin] / spread);
        }
    }
}
