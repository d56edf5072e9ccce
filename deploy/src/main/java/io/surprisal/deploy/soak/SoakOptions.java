package io.surprisal.deploy.soak;

import java.time.Duration;

/**
 * What a soak is like.
 *
 * @param launcher the command line's main class, for the detector's process
 * @param length how long the steady part takes, at least 10 s
 * @param series how many
 * @param rate observations a second; 0: {@link #SHARE} of what is measured first
 * @param swapEvery how often another version of the model begins to judge
 */
public record SoakOptions(Class<?> launcher, Duration length, int series, int rate, Duration swapEvery) {

    /** Of the measured maximum. */
    public static final double SHARE = 0.7;

    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final int SAMPLES = 180;

    /** Checks the numbers. */
    public SoakOptions {
        if (length.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("a soak must take at least 10 s: " + length.toSeconds() + " s");
        }
        if (series < 1 || rate < 0) {
            throw new IllegalArgumentException(
                    "series must be at least 1 and rate not negative: series=" + series + ", rate=" + rate);
        }
        if (swapEvery.toSeconds() < 1) {
            throw new IllegalArgumentException("weights are swapped every second at most: " + swapEvery);
        }
    }

    /** Between two samples: 180 of them, but not more than one a second. */
    Duration sampleEvery() {
        return Duration.ofMillis(Math.max(1_000, length.toMillis() / SAMPLES));
    }
}
