package io.surprisal.model.policy;

import io.surprisal.model.math.Functions;
import io.surprisal.model.score.ScoreScale;

/** From which score on a row is anomalous. */
public sealed interface Sensitivity {

    /** The score from which on a row is anomalous unless a policy says otherwise: a nominal rate of one row in 1,000. */
    double USUAL_THRESHOLD = 0.5;

    /** {@link #USUAL_THRESHOLD}. */
    Sensitivity USUAL = new AtScore(USUAL_THRESHOLD);

    /**
     * The score from which on a row is anomalous.
     *
     * @param typicalGapSeconds time between two rows of the series, seconds
     */
    double threshold(double typicalGapSeconds);

    /**
     * The same score for every series.
     *
     * @param score above 0 and below 1
     */
    record AtScore(double score) implements Sensitivity {
        /** Checks the score. */
        public AtScore {
            if (!(score > 0 && score < 1)) {
                throw new IllegalArgumentException("score threshold must be above 0 and below 1: " + score);
            }
        }

        @Override
        public double threshold(double typicalGapSeconds) {
            return score;
        }
    }

    /**
     * The score at which so many rows of a day are false alarms. The nominal rate per row that a score stands for is set
     * to this number divided by the rows that the series has in a day, but never above one row in ten: there a score no
     * longer tells what is unusual. Rows are counted, not alerts: the silence after an alert makes fewer of them.
     *
     * @param rows of one series in a day, above 0
     */
    record FalseAlarmsPerDay(double rows) implements Sensitivity {

        private static final double SECONDS_PER_DAY = 86_400;
        private static final double SHORTEST_GAP_SECONDS = 1e-3;
        private static final double LEAST_RARITY = 1; // one row in ten

        /** Checks the number. */
        public FalseAlarmsPerDay {
            if (!(rows > 0 && rows < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("false alarms per day must be above 0 and finite: " + rows);
            }
        }

        @Override
        public double threshold(double typicalGapSeconds) {
            double rowsPerDay = SECONDS_PER_DAY / Math.max(typicalGapSeconds, SHORTEST_GAP_SECONDS);
            return ScoreScale.score(Math.max(StrictMath.log10(rowsPerDay / rows), LEAST_RARITY));
        }
    }

    /**
     * A threshold that is so many decades of nominal rate rarer than another.
     *
     * @param base the other; not raised itself
     * @param decades above 0, at most {@value #MOST_DECADES}
     */
    record Raised(Sensitivity base, double decades) implements Sensitivity {

        /** Nobody can mean more. */
        public static final double MOST_DECADES = 9;

        private static final double RARITY_AT_HALF = 3;

        /** Checks the decades. */
        public Raised {
            if (!(decades > 0 && decades <= MOST_DECADES)) {
                throw new IllegalArgumentException(
                        "a threshold must be raised by above 0 to " + MOST_DECADES + " decades: " + decades);
            }
        }

        @Override
        public double threshold(double typicalGapSeconds) {
            double score = base.threshold(typicalGapSeconds);
            double rarity = -RARITY_AT_HALF * StrictMath.log(1 - score) / Functions.LN_2;
            return ScoreScale.score(rarity + decades);
        }
    }
}
