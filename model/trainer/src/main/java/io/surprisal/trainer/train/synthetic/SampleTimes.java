package io.surprisal.trainer.train.synthetic;

import java.util.Arrays;

/** When the rows of a made-up series are sampled: mostly evenly, now and then irregularly and with gaps. */
final class SampleTimes {

    static final int SECONDS_OF_DAY = 86_400;

    private static final long FIRST_START = 1_400_000_000L;
    private static final int START_DAYS = 30;
    private static final int START_GRID_SECONDS = 300;
    private static final double IRREGULAR = 0.15;
    private static final double GAP = 0.005;
    private static final int LONGEST_GAP = 30;

    private final long[] seconds;

    private SampleTimes(long[] seconds) {
        this.seconds = seconds;
    }

    static SampleTimes draw(RandomSource random, int length) {
        // five minutes is what most monitoring samples at
        double interval = random.oneOf(300, 300, 300, 600, 1800, 3600, 60);
        long start = FIRST_START
                + (long) random.below(START_DAYS * SECONDS_OF_DAY / START_GRID_SECONDS) * START_GRID_SECONDS;
        boolean irregular = random.chance(IRREGULAR);
        boolean jitter = irregular && random.chance(0.5);
        long[] seconds = new long[length];
        double time = start;
        for (int row = 0; row < length; row++) {
            seconds[row] = (long) time;
            double step = jitter ? Math.max(1, interval * random.logNormal(0, 0.5)) : interval;
            boolean gap = irregular && random.chance(GAP);
            time += gap ? step * random.between(2, LONGEST_GAP) : step;
        }
        return new SampleTimes(seconds);
    }

    int length() {
        return seconds.length;
    }

    /** Returns the time of day of a row as a share of the day, [0, 1). */
    double timeOfDay(int row) {
        return (seconds[row] % SECONDS_OF_DAY) / (double) SECONDS_OF_DAY;
    }

    /** Returns the number of days between the first row's day and this row's. */
    int day(int row) {
        return (int) (seconds[row] / SECONDS_OF_DAY - seconds[0] / SECONDS_OF_DAY);
    }

    boolean weekend(int row) {
        // day 0 of the epoch was a Thursday; 0 = Monday
        return (seconds[row] / SECONDS_OF_DAY + 3) % 7 >= 5;
    }

    long[] toMillis() {
        return Arrays.stream(seconds).map(second -> second * 1000).toArray();
    }
}
