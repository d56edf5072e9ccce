package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.evaluate.SeriesMeasurement.Measured;
import io.surprisal.trainer.evaluate.metric.Metrics;
import io.surprisal.trainer.evaluate.metric.RankedScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good one method is over all series that it was run on.
 *
 * @param method what it is called
 * @param series how many these are
 * @param metrics its figures
 * @param pooledAveragePrecision area under the precision-recall curve of all their rows together, with one threshold for
 *     all series; NaN if there is nothing to rank
 */
public record MethodTotal(String method, long series, Metrics metrics, double pooledAveragePrecision) {

    /** The totals of all methods, in the order in which the series name them: the detector's first. */
    static List<MethodTotal> of(List<Measured> series) {
        Map<String, Metrics> metrics = new LinkedHashMap<>();
        Map<String, List<RankedScores>> ranked = new LinkedHashMap<>();
        for (Measured one : series) {
            List<MethodMetrics> methods = one.report().methods();
            for (int i = 0; i < methods.size(); i++) {
                String name = methods.get(i).method();
                metrics.merge(name, methods.get(i).metrics(), Metrics::plus);
                ranked.computeIfAbsent(name, method -> new ArrayList<>())
                        .add(one.ranked().get(i));
            }
        }
        List<MethodTotal> totals = new ArrayList<>();
        metrics.forEach((name, sum) -> {
            List<RankedScores> scores = ranked.getOrDefault(name, List.of());
            totals.add(new MethodTotal(
                    name, scores.size(), sum, RankedScores.pooled(scores).averagePrecision()));
        });
        return totals;
    }
}
