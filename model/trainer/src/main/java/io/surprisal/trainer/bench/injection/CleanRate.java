package io.surprisal.trainer.bench.injection;

/**
 * A method's alerts on clean rows of one group of stretches, those of one feature or those of several.
 *
 * @param threshold the score that gives one alert in 1,000 rows of the group
 * @param rows judged
 * @param alerts at this threshold
 * @param ownAlerts by the method's own rule
 */
public record CleanRate(double threshold, long rows, long alerts, long ownAlerts) {

    private static final double PER = 1000;

    /** Alerts in 1,000 rows; NaN without rows. */
    public double alertsPer1000() {
        return PER * alerts / rows;
    }

    /** Alerts by the method's own rule in 1,000 rows; NaN without rows. */
    public double ownAlertsPer1000() {
        return PER * ownAlerts / rows;
    }
}
