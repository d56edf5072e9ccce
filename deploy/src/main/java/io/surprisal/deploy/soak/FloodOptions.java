package io.surprisal.deploy.soak;

/**
 * What a flood is like.
 *
 * @param launcher the command line's main class, for the detector's process
 * @param bad records in a row that nobody can read
 * @param keys new series in each minute of event time, every one with a single observation
 * @param minutes of event time; series are forgotten after one
 */
public record FloodOptions(Class<?> launcher, int bad, int keys, int minutes) {

    private static final int LEAST_MINUTES = 4;

    /** Checks the numbers. */
    public FloodOptions {
        if (bad < 1 || keys < 1) {
            throw new IllegalArgumentException("bad and keys must be at least 1: bad=" + bad + ", keys=" + keys);
        }
        if (minutes < LEAST_MINUTES) {
            throw new IllegalArgumentException(
                    "what stays is seen from the third minute on: minutes must be at least 4: " + minutes);
        }
    }
}
