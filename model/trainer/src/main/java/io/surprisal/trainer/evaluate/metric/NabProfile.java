package io.surprisal.trainer.evaluate.metric;

/** What the Numenta Anomaly Benchmark gives and takes, by what matters more to a user. */
public enum NabProfile {
    /** Missed windows and false alarms as the benchmark weighs them. */
    STANDARD(1, 0.11, 1),
    /** A false alarm costs twice as much. */
    LOW_FALSE_POSITIVES(1, 0.22, 1),
    /** A missed window costs twice as much. */
    LOW_FALSE_NEGATIVES(1, 0.11, 2);

    private final double found;
    private final double falseAlarm;
    private final double missed;

    NabProfile(double found, double falseAlarm, double missed) {
        this.found = found;
        this.falseAlarm = falseAlarm;
        this.missed = missed;
    }

    /** Points for a window found at its first row. */
    double found() {
        return found;
    }

    /** Points that a detected row far from any window costs. */
    double falseAlarm() {
        return falseAlarm;
    }

    /** Points that a missed window costs. */
    double missed() {
        return missed;
    }
}
