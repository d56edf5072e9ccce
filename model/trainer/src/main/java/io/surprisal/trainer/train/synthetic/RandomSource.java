package io.surprisal.trainer.train.synthetic;

/**
 * Seeded random numbers that are the same on every JDK: SplitMix64 [1] and textbook transforms over
 * {@link StrictMath}, because the generators of the JDK may change their algorithms between releases.
 *
 * <p>Not thread-safe.
 *
 * <p>[1] Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014.
 */
public final class RandomSource {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;
    /** Above this mean a Poisson number is drawn from a rounded normal: the error is below a hundredth of its spread. */
    private static final double LARGE_POISSON_MEAN = 500;

    private long state;

    /**
     * Starts an independent stream of a seed.
     *
     * @param seed the seed of the whole run
     * @param stream what the numbers are for, or which series: another stream is independent of this one
     */
    public RandomSource(long seed, long stream) {
        state = mix(mix(seed + GOLDEN_GAMMA) + stream * GOLDEN_GAMMA);
    }

    /** Returns the next 64 random bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Returns a number in [0, 1). */
    public double uniform() {
        return (nextLong() >>> 11) * TWO_TO_MINUS_53;
    }

    /** Returns a number in [low, high). */
    public double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** Returns a whole number in [0, bound). */
    public int below(int bound) {
        return (int) Math.floor(uniform() * bound);
    }

    /** Returns a whole number in [low, high). */
    public int between(int low, int high) {
        return low + below(high - low);
    }

    /** Returns true with the given probability. */
    public boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Returns one of the options, each as likely as the other. */
    public double oneOf(double... options) {
        return options[below(options.length)];
    }

    /** Returns a standard normal number. */
    public double normal() {
        while (true) {
            double u = uniform(-1, 1);
            double v = uniform(-1, 1);
            double square = u * u + v * v;
            if (square > 0 && square < 1) {
                return u * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /** Returns a number of Student's t distribution, heavier in the tails the fewer its degrees of freedom. */
    public double studentT(double degreesOfFreedom) {
        return normal() / Math.sqrt(2 * gamma(degreesOfFreedom / 2) / degreesOfFreedom);
    }

    /** Returns exp of a normal number with this mean and spread. */
    public double logNormal(double mean, double spread) {
        return StrictMath.exp(mean + spread * normal());
    }

    /** Returns a number of the gamma distribution of scale 1: Marsaglia and Tsang's method, 2000. */
    public double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(1 - uniform(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            if (StrictMath.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    /** Returns a count of the Poisson distribution. */
    public double poisson(double mean) {
        if (mean > LARGE_POISSON_MEAN) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * normal()));
        }
        double limit = StrictMath.exp(-mean);
        double product = 1 - uniform();
        int count = 0;
        while (product > limit) {
            count++;
            product *= 1 - uniform();
        }
        return count;
    }

    /** Returns a count of the negative binomial distribution: Poisson with a gamma-distributed mean. */
    public double negativeBinomial(double shape, double mean) {
        return poisson(gamma(shape) * mean / shape);
    }

    /** Puts the numbers in random order, in place. */
    public void shuffle(int[] numbers) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int kept = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = kept;
        }
    }
}
