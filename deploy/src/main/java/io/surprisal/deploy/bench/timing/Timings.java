package io.surprisal.deploy.bench.timing;

import java.util.Arrays;
import java.util.Map;

/** What {@link AlternatingRounds} measured: CPU time of each piece of work in each round, nanoseconds each time. */
public final class Timings {

    private static final double QUIET = 0.1;

    private final Map<String, double[]> nanos;

    Timings(Map<String, double[]> nanos) {
        this.nanos = nanos;
    }

    /** Median nanoseconds of a piece of work. */
    public double nanos(String name) {
        return quantile(of(name).clone(), 0.5);
    }

    /** The tenth percentile: what it takes while nobody disturbs. */
    public double quietNanos(String name) {
        return quantile(of(name).clone(), QUIET);
    }

    /** How many times one takes what another takes: the median over the rounds of the ratios within a round. */
    public double ratio(String over, String under) {
        double[] overs = of(over);
        double[] unders = of(under);
        double[] ratios = new double[overs.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = overs[round] / unders[round];
        }
        return quantile(ratios, 0.5);
    }

    /** A quantile of some values, which are sorted in place; the lower of two neighbours. */
    public static double quantile(double[] values, double quantile) {
        Arrays.sort(values);
        return values[(int) (quantile * (values.length - 1))];
    }

    private double[] of(String name) {
        double[] found = nanos.get(name);
        if (found == null) {
            throw new IllegalArgumentException("not among what was timed: " + name + ", found " + nanos.keySet());
        }
        return found;
    }
}
