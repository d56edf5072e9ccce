package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelIdentity;
import io.surprisal.trainer.evaluate.metric.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What an evaluation found.
 *
 * @param model what scored
 * @param took time for reading, scoring and writing, without {@code --fit}
 * @param series in the order of their paths
 * @param notes what a reader of the figures should know, a line each
 */
public record EvaluationReport(ModelIdentity model, Duration took, List<SeriesReport> series, List<String> notes) {

    /** Owns its lists. */
    public EvaluationReport {
        series = List.copyOf(series);
        notes = List.copyOf(notes);
    }

    /** A sum over all series. */
    public long sum(ToLongFunction<SeriesReport> what) {
        return series.stream().mapToLong(what).sum();
    }

    /** The figures over all labelled series: the detector's first, then the baselines'; empty without labels. */
    public List<MethodMetrics> methods() {
        List<MethodMetrics> totals = new ArrayList<>();
        for (SeriesReport one : series) {
            for (int method = 0; method < one.methods().size(); method++) {
                MethodMetrics figures = one.methods().get(method);
                if (method == totals.size()) {
                    totals.add(new MethodMetrics(figures.method(), Metrics.NONE));
                }
                totals.set(
                        method,
                        new MethodMetrics(
                                figures.method(), totals.get(method).metrics().plus(figures.metrics())));
            }
        }
        return totals;
    }
}
