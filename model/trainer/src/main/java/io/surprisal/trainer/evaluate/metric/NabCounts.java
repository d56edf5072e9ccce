package io.surprisal.trainer.evaluate.metric;

import java.util.BitSet;
import java.util.List;

/**
 * Alerts of one or more series as the Numenta Anomaly Benchmark, version 1.1, counts them [1]. The first 15 % of a
 * series' rows, at most 750, count neither for nor against. A window pays for its first counted alert, by its place
 * between 1 at the window's first row and 0 at its end; every alert outside costs, the less the closer it follows the
 * end of a window.
 *
 * <p>[1] Lavin and Ahmad, Evaluating Real-time Anomaly Detection Algorithms, 2015, section III.
 *
 * @param windows windows in all
 * @param counted windows that do not lie wholly in the rows that do not count
 * @param found counted windows with an alert
 * @param worthFound sum over the found windows of the first alert's worth, in 0..1 each
 * @param costFalse sum over the alerts outside of their cost, in 0..1 each
 */
public record NabCounts(long windows, long counted, long found, double worthFound, double costFalse) {

    private static final double PROBATION_SHARE = 0.15;
    private static final double PROBATION_MAX_ROWS = 750;
    private static final double STEEPNESS = 5;
    private static final double FAR = 3; // from here on an alert behind a window costs all

    /** Nothing seen yet. */
    public static final NabCounts NONE = new NabCounts(0, 0, 0, 0, 0);

    /** Counts one series. */
    static NabCounts of(RowLabels labels, BitSet alerts) {
        int from = (int) Math.min(Math.floor(PROBATION_SHARE * labels.rows()), PROBATION_MAX_ROWS);
        List<RowRange> windows = labels.stretches();
        long counted = windows.stream().filter(window -> window.last() >= from).count();
        long found = 0;
        double worth = 0;
        double cost = 0;
        int window = -1; // the last one that begins at or before the alert
        int paid = -1;
        for (int alert = alerts.nextSetBit(from); alert >= 0; alert = alerts.nextSetBit(alert + 1)) {
            while (window + 1 < windows.size() && windows.get(window + 1).first() <= alert) {
                window++;
            }
            if (window < 0) {
                cost += 1;
            } else if (alert > windows.get(window).last()) {
                cost += costBehind(windows.get(window), alert);
            } else if (paid < window) {
                paid = window;
                found++;
                worth += worthIn(windows.get(window), alert);
            }
        }
        return new NabCounts(windows.size(), counted, found, worth, cost);
    }

    private static double worthIn(RowRange window, int alert) {
        return scaled(-(double) (window.last() - alert + 1) / window.width()) / scaled(-1);
    }

    private static double costBehind(RowRange window, int alert) {
        return -scaled((double) (alert - window.last()) / Math.max(1, window.width() - 1));
    }

    /** Near 1 well inside a window, 0 at its end, −1 far behind. */
    private static double scaled(double place) {
        return place > FAR ? -1 : 2 / (1 + StrictMath.exp(STEEPNESS * place)) - 1;
    }

    /** These and others together. */
    NabCounts plus(NabCounts other) {
        return new NabCounts(
                windows + other.windows,
                counted + other.counted,
                found + other.found,
                worthFound + other.worthFound,
                costFalse + other.costFalse);
    }

    /** Points on a scale where no alert at all is 0 and the first row of every window alone is 100; NaN without any. */
    public double score(NabProfile profile) {
        double nothing = -profile.missed() * counted;
        double perfect = profile.found() * windows;
        double raw =
                profile.found() * worthFound - profile.missed() * (counted - found) - profile.falseAlarm() * costFalse;
        return perfect > nothing ? 100 * (raw - nothing) / (perfect - nothing) : Double.NaN;
    }
}
