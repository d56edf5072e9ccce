package io.surprisal.trainer.bench.calibration;

import java.util.Comparator;
import java.util.List;

/**
 * How the ratio of measured to nominal rate differs between keys; all NaN where there is no key.
 *
 * @param keys the keys with enough rows to judge
 * @param median of their ratios
 * @param low the 5 % quantile
 * @param high the 95 % quantile
 * @param worst the ratio furthest from 1
 * @param worstKey whose it is; empty if there is no key
 * @param withinTwo the share of keys with a ratio from 1/2 to 2
 */
public record RatioSpread(
        int keys, double median, double low, double high, double worst, String worstKey, double withinTwo) {

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    /** Over the keys of which {@link RowRates#LEAST_EXPECTED} rows or more are expected above a level. */
    static RatioSpread of(List<KeyRates> keys, int level) {
        List<KeyRates> judged = keys.stream()
                .filter(key -> key.rates().expected(level) >= RowRates.LEAST_EXPECTED)
                .sorted(Comparator.comparingDouble(key -> key.rates().ratio(level)))
                .toList();
        if (judged.isEmpty()) {
            return new RatioSpread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "", Double.NaN);
        }
        double[] ratios =
                judged.stream().mapToDouble(key -> key.rates().ratio(level)).toArray();
        int last = ratios.length - 1;
        int worst = distance(ratios[0]) > distance(ratios[last]) ? 0 : last;
        long within = judged.stream()
                .filter(key -> distance(key.rates().ratio(level)) <= 2)
                .count();
        return new RatioSpread(
                ratios.length,
                quantile(ratios, 1.0 / 2),
                quantile(ratios, LOW),
                quantile(ratios, HIGH),
                ratios[worst],
                judged.get(worst).key(),
                (double) within / ratios.length);
    }

    /** The factor between a ratio and 1. */
    private static double distance(double ratio) {
        return Math.max(ratio, 1 / ratio);
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
