package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.evaluate.metric.HitRate;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What an evaluation found.
 *
 * @param model what scored
 * @param took time for the detector alone: reading, scoring and writing, without {@code --fit}
 * @param tookMeasuring time for the baselines and for measuring, after that
 * @param series in the order of their paths
 * @param methods the figures over all labelled series: the detector's first, then the baselines'; empty without labels
 * @param notes what a reader of the figures should know, a line each
 */
public record EvaluationReport(
        ModelSnapshot model,
        Duration took,
        Duration tookMeasuring,
        List<SeriesReport> series,
        List<MethodTotal> methods,
        List<String> notes) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Owns its lists. */
    public EvaluationReport {
        series = List.copyOf(series);
        methods = List.copyOf(methods);
        notes = List.copyOf(notes);
    }

    /** A sum over all series. */
    public long sum(ToLongFunction<SeriesReport> what) {
        return series.stream().mapToLong(what).sum();
    }

    /** Rows that the detector took in a second, the history among them. */
    public double rowsPerSecond() {
        return (sum(SeriesReport::rows) + sum(SeriesReport::historyRows)) * NANOS_PER_SECOND / took.toNanos();
    }

    /** How well the detector named the features of all incidents whose features experts named. */
    public HitRate attribution() {
        return series.stream().map(SeriesReport::attribution).reduce(HitRate.NONE, HitRate::plus);
    }
}
