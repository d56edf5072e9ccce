package io.surprisal.trainer.bench.injection;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One rule for all methods: a row is an alert if its score is at least the threshold and none of the {@value #SILENCE}
 * rows before it is an alert. The threshold of a method is the one at which one in {@value #ROWS_PER_ALERT} clean rows is
 * an alert.
 *
 * @param threshold the score from which on there are alerts, above 0
 */
record AlertRule(double threshold) {

    static final int SILENCE = 40;
    static final int ROWS_PER_ALERT = 1000;

    /** The rule that gives one alert in {@value #ROWS_PER_ALERT} of these rows, or as many fewer as need be. */
    static AlertRule forClean(List<RowScores> clean) {
        long rows = clean.stream().mapToLong(RowScores::judged).sum();
        double[] candidates = clean.stream()
                .flatMapToDouble(scores -> Arrays.stream(scores.all()))
                .filter(score -> score > 0)
                .distinct()
                .sorted()
                .toArray();
        int low = 0;
        int high = candidates.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            AlertRule rule = new AlertRule(candidates[middle]);
            long alerts = clean.stream()
                    .mapToLong(scores -> rule.alerts(scores).cardinality())
                    .sum();
            if (alerts * ROWS_PER_ALERT > rows) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new AlertRule(low < candidates.length ? candidates[low] : Double.MAX_VALUE);
    }

    /** The rows with an alert. */
    BitSet alerts(RowScores scores) {
        BitSet alerts = new BitSet();
        int row = 0;
        while (row < scores.rows()) {
            boolean alert = scores.score(row) >= threshold;
            alerts.set(row, alert);
            row += alert ? SILENCE + 1 : 1;
        }
        return alerts;
    }

    /**
     * Whether there is an alert in rows that come after others.
     *
     * @param before the alerts of the rows before
     * @param first the place of the first of the rows among these
     */
    boolean alertsIn(RowScores scores, BitSet before, int first) {
        int last = before.previousSetBit(first - 1);
        int row = last < 0 ? 0 : Math.max(0, last + SILENCE + 1 - first);
        while (row < scores.rows() && scores.score(row) < threshold) {
            row++;
        }
        return row < scores.rows();
    }
}
