package io.surprisal.trainer.bench.injection;

import java.util.List;

/** A way to find incidents. Safe for use by several threads. */
public interface TestedMethod {

    /** What it is called in reports. */
    String name();

    /**
     * A run over a new series of so many features.
     *
     * @param covariates names of what else a row has, [C]; a method takes of these what it knows
     */
    Run begin(int features, List<String> covariates);

    /** A method on one series. Not thread-safe. */
    interface Run {

        /**
         * Shows the next row of the history, which is not judged.
         *
         * @param values [F], NaN where missing; not to be changed afterwards
         * @param covariates [C], NaN where missing; not to be changed afterwards
         */
        void learn(long eventTimeMs, double[] values, double[] covariates);

        /**
         * Shows the next row: {@link #score} and {@link #alert} are then of this row.
         *
         * @param values [F], NaN where missing; not to be changed afterwards
         * @param covariates [C], NaN where missing; not to be changed afterwards
         */
        void observe(long eventTimeMs, double[] values, double[] covariates);

        /** The last row's score, 0 where there is none; the higher the more anomalous. */
        double score();

        /** Whether the last row is an alert by the method's own rule. */
        boolean alert();

        /** A run that has seen the same rows and goes its own way from here. */
        Run copy();
    }
}
