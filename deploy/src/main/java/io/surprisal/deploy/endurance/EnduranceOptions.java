package io.surprisal.deploy.endurance;

import java.util.Set;

/**
 * What an endurance run is like.
 *
 * @param launcher the command line's main class, for the instances' processes
 * @param disturbances how many there are, one after the other
 * @param kinds which ones; each once before any comes again
 * @param series how many
 * @param perSecond observations a second, over all series
 * @param awaySeconds how long broker or registry are away, seconds
 * @param guarantee {@code exactly_once_v2}, or {@code at_least_once} to see that faults are found
 * @param seed of the order, the pauses and the values
 */
public record EnduranceOptions(
        Class<?> launcher,
        int disturbances,
        Set<Disturbance> kinds,
        int series,
        int perSecond,
        int awaySeconds,
        String guarantee,
        long seed) {

    /** Checks the numbers. */
    public EnduranceOptions {
        positive("disturbances", disturbances);
        positive("series", series);
        positive("perSecond", perSecond);
        positive("awaySeconds", awaySeconds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("kinds must name at least one disturbance");
        }
        kinds = Set.copyOf(kinds);
    }

    private static void positive(String name, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + number);
        }
    }
}
