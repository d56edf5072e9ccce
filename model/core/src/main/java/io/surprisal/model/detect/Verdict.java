package io.surprisal.model.detect;

import io.surprisal.model.policy.Sensitivity;

/** What became of one observation. Every observation has exactly one verdict; only {@link Scored} has a score above 0. */
public sealed interface Verdict {

    /** The score from which on a row is anomalous, unless a policy says otherwise: a nominal rate of one row in 1,000. */
    double THRESHOLD = Sensitivity.USUAL_THRESHOLD;

    /** The kinds of verdict, for a switch. */
    enum Kind {
        /** The row was scored. */
        SCORED(true),
        /** The series is too young for a score; the row was learnt. */
        WARMING_UP(true),
        /** No feature had a value; the row was counted, nothing was learnt. */
        MISSING(true),
        /** Equal time and equal values as the last row. */
        DUPLICATE(false),
        /** Its event time is before the last row's. */
        LATE(true),
        /** The same record again, told from a late one by its offset. */
        REDELIVERED(false),
        /** A value cannot be used. */
        REJECTED(false);

        private final boolean changesState;

        Kind(boolean changesState) {
            this.changesState = changesState;
        }

        /** Whether any byte of the series' state has changed, so that it must be stored. */
        public boolean changesState() {
            return changesState;
        }
    }

    /** The kind of this verdict. */
    Kind kind();

    /** 1 − 2^(−A/3), in [0, 1); 0 if the row was not scored. */
    default double score() {
        return 0;
    }

    /** The score, but 0 where a row above the threshold is no alert: silenced by an earlier one, or ruled out. */
    default double anomalyScore() {
        return 0;
    }

    /** The score from which on this row is anomalous. */
    default double threshold() {
        return THRESHOLD;
    }

    /** Whether this row is an alert. */
    default boolean alert() {
        return false;
    }

    /**
     * The row was scored.
     *
     * @param statistic s, the combined statistic that the calibration maps to A
     * @param rarity A, −log10 of the nominal false-alarm rate per row
     * @param score 1 − 2^(−A/3)
     * @param threshold the score from which on this row is anomalous, by the policy that it was judged under
     * @param alert whether the score reaches the threshold outside the refractory period, or clearly exceeds the last
     *     alert's, and the policy does not rule the row out
     * @param ruledOut whether the row would be an alert, did not the policy rule it out
     * @param imputed whether a feature was missing and did not take part
     * @param explanation why; {@link Explanation#NONE} where it was not asked for
     */
    record Scored(
            double statistic,
            double rarity,
            double score,
            double threshold,
            boolean alert,
            boolean ruledOut,
            boolean imputed,
            Explanation explanation)
            implements Verdict {

        @Override
        public Kind kind() {
            return Kind.SCORED;
        }

        @Override
        public double anomalyScore() {
            return silenced() ? 0 : score;
        }

        /** Whether the row reaches the threshold and is no alert. */
        public boolean silenced() {
            return score >= threshold && !alert;
        }

        /** 10^(−A), the nominal false-alarm rate per row. */
        public double nominalRate() {
            return StrictMath.pow(10, -rarity);
        }
    }

    /**
     * The row was learnt but not scored.
     *
     * @param rowsLeft rows after this one until the first that is scored, at least 0
     */
    record WarmingUp(int rowsLeft) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.WARMING_UP;
        }
    }

    /** No feature had a value. */
    record Missing() implements Verdict {
        @Override
        public Kind kind() {
            return Kind.MISSING;
        }
    }

    /** Equal time and equal values as the last row; the state is untouched. */
    record Duplicate() implements Verdict {
        @Override
        public Kind kind() {
            return Kind.DUPLICATE;
        }
    }

    /**
     * Earlier than the last row; nothing was learnt.
     *
     * @param clockTakenBack whether so many late rows came in order that the series' clock was set to this row's time
     */
    record Late(boolean clockTakenBack) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.LATE;
        }
    }

    /** A record that the state has already seen; the state is untouched. */
    record Redelivered() implements Verdict {
        @Override
        public Kind kind() {
            return Kind.REDELIVERED;
        }
    }

    /**
     * A value cannot be used; the state is untouched.
     *
     * @param reason why
     * @param input name of the first feature or covariate that is at fault
     */
    record Rejected(Rejection reason, String input) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
