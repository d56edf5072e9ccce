package io.surprisal.model.detect;

import java.util.Arrays;

/**
 * One reading of a series: the values of its features at one event time. It keeps the arrays that it is given; whoever
 * made it must not change them afterwards.
 */
public final class Observation {

    /** Stands for a partition or an offset that is not known. */
    public static final int UNKNOWN = -1;

    private static final double[] NO_COVARIATES = {};

    private final long eventTimeMs;
    private final double[] values;
    private final double[] covariates;
    private final int partition;
    private final long offset;

    /**
     * An observation with its source's coordinates.
     *
     * @param eventTimeMs event time, milliseconds since the epoch
     * @param values one for each feature, [F]; NaN = missing
     * @param covariates one for each covariate of the model, [C]; NaN = missing
     * @param partition the source's partition, {@value #UNKNOWN} if not known
     * @param offset the record's offset in it, {@value #UNKNOWN} if not known
     */
    public Observation(long eventTimeMs, double[] values, double[] covariates, int partition, long offset) {
        this.eventTimeMs = eventTimeMs;
        this.values = values;
        this.covariates = covariates;
        this.partition = partition;
        this.offset = offset;
    }

    /** An observation without covariates and coordinates. */
    public static Observation of(long eventTimeMs, double... values) {
        return new Observation(eventTimeMs, values, NO_COVARIATES, UNKNOWN, UNKNOWN);
    }

    /**
     * The same row with other values.
     *
     * @param others one for each feature, [F]; NaN = missing
     */
    public Observation withValues(double[] others) {
        return new Observation(eventTimeMs, others, covariates, partition, offset);
    }

    /** Event time, milliseconds since the epoch. */
    public long eventTimeMs() {
        return eventTimeMs;
    }

    /** F, the number of features. */
    public int features() {
        return values.length;
    }

    /** The value of a feature; NaN = missing. */
    public double value(int feature) {
        return values[feature];
    }

    /** The number of covariates. */
    public int covariates() {
        return covariates.length;
    }

    /** The value of a covariate; NaN = missing. */
    public double covariate(int index) {
        return covariates[index];
    }

    /** The source's partition, {@value #UNKNOWN} if not known. */
    public int partition() {
        return partition;
    }

    /** The record's offset in its partition, {@value #UNKNOWN} if not known. */
    public long offset() {
        return offset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Observation that
                && eventTimeMs == that.eventTimeMs
                && partition == that.partition
                && offset == that.offset
                && Arrays.equals(values, that.values)
                && Arrays.equals(covariates, that.covariates);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(eventTimeMs) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Observation[eventTimeMs=" + eventTimeMs + ", values=" + Arrays.toString(values) + ", covariates="
                + Arrays.toString(covariates) + ", partition=" + partition + ", offset=" + offset + "]";
    }
}
