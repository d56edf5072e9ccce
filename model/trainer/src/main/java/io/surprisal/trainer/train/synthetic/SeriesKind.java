package io.surprisal.trainer.train.synthetic;

/** The ten kinds of series that the generator knows. */
public enum SeriesKind {
    /** A daily profile plus noise. */
    DAILY {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            return SeasonalSeries.daily(random, times);
        }
    },
    /** A daily profile with other weekends, plus noise. */
    WEEKLY {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            return SeasonalSeries.weekly(random, times);
        }
    },
    /** Noise with memory, normal or log-normal. */
    NOISE {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            double[] values = Noise.draw(random, times.length(), Noise.persistence(random));
            if (random.chance(0.4)) {
                exponentiate(values, random.uniform(0.3, 1.5));
            }
            return values;
        }
    },
    /** Quiet, with bursts that decay. */
    BURSTY {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            return SpikySeries.bursty(random, times.length());
        }
    },
    /** Counts of events, Poisson or wider, with or without a profile. */
    COUNTS {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            return CountSeries.draw(random, times);
        }
    },
    /** Constant or nearly so, with rare spikes. */
    FLAT {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            return SpikySeries.flat(random, times.length());
        }
    },
    /** A random walk, or a slow return to the mean. */
    WALK {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            return WanderingSeries.walk(random, times.length());
        }
    },
    /** A period that is not the day: pulses, saw-teeth, random shapes. */
    PERIODIC {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            return PeriodicSeries.draw(random, times.length());
        }
    },
    /** Two levels and random switches between them. */
    TWO_LEVELS {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            return WanderingSeries.twoLevels(random, times.length());
        }
    },
    /** A daily or weekly profile whose noise grows with its level. */
    MULTIPLICATIVE {
        @Override
        double[] draw(RandomSource random, SampleTimes times) {
            double[] values =
                    random.chance(0.5) ? SeasonalSeries.weekly(random, times) : SeasonalSeries.daily(random, times);
            exponentiate(values, random.uniform(0.3, 1.2));
            return values;
        }
    };

    /** Draws the undecorated series, [length of times], in units of order 1. */
    abstract double[] draw(RandomSource random, SampleTimes times);

    private static void exponentiate(double[] values, double strength) {
        for (int row = 0; row < values.length; row++) {
            values[row] = StrictMath.exp(strength * values[row]);
        }
    }
}
