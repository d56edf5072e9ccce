package io.surprisal.deploy.shadow;

import io.surprisal.avro.Score;
import io.surprisal.avro.ShadowScore;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What champion and challenger said of the same rows, counted. Not thread-safe. */
public final class Comparison {

    /** Nominal rates at which rows are counted: one row in 10, 100, 1,000 and 10,000. */
    public static final List<Double> LEVELS = List.of(1e-1, 1e-2, 1e-3, 1e-4);

    /** One side's counts. */
    public static final class Side {
        private long alerts;
        private long above;
        private final long[] atLevel = new long[LEVELS.size()];

        private void add(Score score) {
            alerts += score.getAlert() ? 1 : 0;
            above += isAbove(score) ? 1 : 0;
            Double rate = score.getNominalRate();
            for (int level = 0; level < LEVELS.size(); level++) {
                atLevel[level] += rate != null && rate <= LEVELS.get(level) ? 1 : 0;
            }
        }

        /** Alerts; of the challenger those that it would have raised. */
        public long alerts() {
            return alerts;
        }

        /** Rows at or above the threshold. */
        public long above() {
            return above;
        }

        /** Rows whose nominal rate is at most that of the level. */
        public long atLevel(int level) {
            return atLevel[level];
        }
    }

    private final Side champion = new Side();
    private final Side challenger = new Side();
    private final Set<String> series = new HashSet<>();
    private long rows;
    private long scored;
    private long agreeing;
    private long commonAlerts;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumYy;
    private double sumXy;
    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;

    /** Counts a row; only rows that both have scored are compared. */
    void add(ShadowScore both) {
        Score one = both.getChampion();
        Score other = both.getChallenger();
        rows++;
        series.add(one.getSeries());
        from = one.getEventTime().isBefore(from) ? one.getEventTime() : from;
        to = one.getEventTime().isAfter(to) ? one.getEventTime() : to;
        if (one.getNominalRate() == null || other.getNominalRate() == null) {
            return;
        }
        scored++;
        champion.add(one);
        challenger.add(other);
        agreeing += isAbove(one) == isAbove(other) ? 1 : 0;
        commonAlerts += one.getAlert() && other.getAlert() ? 1 : 0;
        sumX += one.getScore();
        sumY += other.getScore();
        sumXx += one.getScore() * one.getScore();
        sumYy += other.getScore() * other.getScore();
        sumXy += one.getScore() * other.getScore();
    }

    private static boolean isAbove(Score score) {
        return score.getScore() >= score.getThreshold();
    }

    /** The champion's counts. */
    public Side champion() {
        return champion;
    }

    /** The challenger's counts. */
    public Side challenger() {
        return challenger;
    }

    /** All rows that both have judged. */
    public long rows() {
        return rows;
    }

    /** Rows that both have scored. */
    public long scored() {
        return scored;
    }

    /** Number of series. */
    public int series() {
        return series.size();
    }

    /** Rows that both find above the threshold, or both below. */
    public long agreeing() {
        return agreeing;
    }

    /** Alerts of both on the same row. */
    public long commonAlerts() {
        return commonAlerts;
    }

    /** Event time of the earliest row. */
    public Instant from() {
        return from;
    }

    /** Event time of the latest row. */
    public Instant to() {
        return to;
    }

    /** Pearson's correlation of the scores, NaN where either is constant. Scores are within 0 and 1, so plain sums do. */
    public double correlation() {
        double x = sumXx - sumX * sumX / scored;
        double y = sumYy - sumY * sumY / scored;
        return (sumXy - sumX * sumY / scored) / Math.sqrt(x * y);
    }

    /** Alerts of the challenger for one of the champion; with one added to both, so that few alerts say little. */
    public double alertRatio() {
        return (challenger.alerts() + 1.0) / (champion.alerts() + 1.0);
    }
}
