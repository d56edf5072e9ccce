package io.surprisal.trainer.bench.injection;

/**
 * A method's alerts on clean rows.
 *
 * @param rows judged
 * @param alerts at the method's threshold for one alert in 1,000 rows of all stretches
 * @param ownAlerts by the method's own rule
 */
public record CleanRate(long rows, long alerts, long ownAlerts) {

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
