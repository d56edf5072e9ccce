package io.surprisal.deploy.capacity;

/**
 * What was measured once and a plan goes by.
 *
 * @param eventMicros CPU time of an application for an observation of one feature, microseconds
 * @param featureMicros the same for each further feature
 * @param brokerMicros CPU time of the broker for an observation of one feature
 * @param restoreBytesPerSecond states restored from the changelog by an instance
 */
public record Rates(double eventMicros, double featureMicros, double brokerMicros, double restoreBytesPerSecond) {

    /** The machine of docs/PERFORMANCE.md: two cores of a server processor of 2021. */
    public static final Rates REFERENCE = new Rates(32, 2.6, 8, 40e6);

    /** What an observation of one feature costs elsewhere, and how fast a restore is there. */
    public Rates measured(double event, double broker, double restoreBytes) {
        return new Rates(event, featureMicros * event / eventMicros, broker, restoreBytes);
    }
}
