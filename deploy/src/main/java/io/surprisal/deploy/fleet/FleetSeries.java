package io.surprisal.deploy.fleet;

/** One series of a fleet, all rows made beforehand. */
public final class FleetSeries {

    private final String key;
    private final double[] values;

    /** Owns {@code values}, [T]. */
    FleetSeries(String key, double[] values) {
        this.key = key;
        this.values = values;
    }

    /** The series key. */
    public String key() {
        return key;
    }

    /** The value of a row. */
    public double value(int row) {
        return values[row];
    }
}
