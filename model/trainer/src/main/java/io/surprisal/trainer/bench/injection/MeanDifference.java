package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.inject.IncidentKind;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By how much one method's mean recall is above another's, and how much of that is chance: the standard deviation of the
 * difference when the stretches are drawn again with replacement, the same ones for both methods.
 *
 * @param mean the difference of the means over the kinds
 * @param deviation its standard deviation
 */
public record MeanDifference(double mean, double deviation) {

    private static final int RESAMPLES = 400;
    private static final long SEED = 1;
    private static final List<IncidentKind> KINDS = List.of(IncidentKind.values());

    /** Of two methods over the same incidents. */
    static MeanDifference of(MethodResult one, MethodResult other, boolean several) {
        int[][][] first = counts(one, several);
        int[][][] second = counts(other, several);
        RandomSource random = new RandomSource(SEED, first.length);
        double mean = 0;
        double squares = 0;
        for (int resample = 1; resample <= RESAMPLES; resample++) {
            int[] drawn = new int[first.length];
            for (int place = 0; place < drawn.length; place++) {
                drawn[place] = random.below(drawn.length);
            }
            double difference = mean(first, drawn) - mean(second, drawn);
            double distance = difference - mean;
            mean += distance / resample;
            squares += distance * (difference - mean);
        }
        return new MeanDifference(
                one.mean(several, Trial::found) - other.mean(several, Trial::found),
                Math.sqrt(squares / (RESAMPLES - 1)));
    }

    /** Incidents and those found, by stretch and kind, [stretches × kinds × 2]. */
    private static int[][][] counts(MethodResult method, boolean several) {
        Map<Integer, int[][]> counts = new TreeMap<>();
        for (Trial trial : method.trials()) {
            if (trial.several() == several) {
                int kind = KINDS.indexOf(trial.kind());
                int[] ofKind = counts.computeIfAbsent(trial.stretch(), stretch -> new int[KINDS.size()][2])[kind];
                ofKind[0]++;
                ofKind[1] += trial.found() ? 1 : 0;
            }
        }
        return counts.values().toArray(int[][][]::new);
    }

    private static double mean(int[][][] counts, int[] stretches) {
        double sum = 0;
        int kinds = 0;
        for (int kind = 0; kind < KINDS.size(); kind++) {
            int incidents = 0;
            int found = 0;
            for (int stretch : stretches) {
                incidents += counts[stretch][kind][0];
                found += counts[stretch][kind][1];
            }
            if (incidents > 0) {
                sum += (double) found / incidents;
                kinds++;
            }
        }
        return sum / Math.max(1, kinds);
    }
}
