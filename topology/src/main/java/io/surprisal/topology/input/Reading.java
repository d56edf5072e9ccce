package io.surprisal.topology.input;

import java.util.Arrays;

/** One reading of a series, before transforms that need its past. Owns its arrays; nobody changes them but its maker. */
public final class Reading implements Decoded {

    private final String series;
    private final long eventTimeMs;
    private final double[] values;
    private final double[] covariates;

    /**
     * A reading.
     *
     * @param series the series key
     * @param eventTimeMs milliseconds since 1970, not negative
     * @param values of the features, [F]; NaN is missing
     * @param covariates [C]; NaN is missing
     */
    public Reading(String series, long eventTimeMs, double[] values, double[] covariates) {
        this.series = series;
        this.eventTimeMs = eventTimeMs;
        this.values = values;
        this.covariates = covariates;
    }

    /** The series key. */
    public String series() {
        return series;
    }

    /** Milliseconds since 1970. */
    public long eventTimeMs() {
        return eventTimeMs;
    }

    /** The features' values, [F]; NaN is missing. Not a copy. */
    public double[] values() {
        return values;
    }

    /** The covariates' values, [C]; NaN is missing. Not a copy. */
    public double[] covariates() {
        return covariates;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading that
                && series.equals(that.series)
                && eventTimeMs == that.eventTimeMs
                && Arrays.equals(values, that.values)
                && Arrays.equals(covariates, that.covariates);
    }

    @Override
    public int hashCode() {
        return 31 * series.hashCode() + Long.hashCode(eventTimeMs);
    }

    @Override
    public String toString() {
        return "Reading[series=" + series + ", eventTimeMs=" + eventTimeMs + ", values=" + Arrays.toString(values)
                + ", covariates=" + Arrays.toString(covariates) + ']';
    }
}
