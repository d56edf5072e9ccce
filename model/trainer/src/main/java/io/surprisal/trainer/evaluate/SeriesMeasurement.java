package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.SeriesFile.Role;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.baseline.Baseline;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import io.surprisal.trainer.evaluate.metric.Incidents;
import io.surprisal.trainer.evaluate.metric.MethodRows;
import io.surprisal.trainer.evaluate.metric.Metrics;
import io.surprisal.trainer.evaluate.metric.RankedScores;
import io.surprisal.trainer.evaluate.metric.RowLabels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Runs the baselines on a series that the detector has scored, and measures all. Used once. */
final class SeriesMeasurement {

    static final String DETECTOR = "surprisal";

    private final ScoredSeries scored;
    private final BytesRead progress;

    SeriesMeasurement(ScoredSeries scored, Progress progress) {
        this.scored = scored;
        this.progress = new BytesRead(scored.series(), progress);
    }

    /** A series' report, and the scores that the report's methods have, in their order, to be pooled with others. */
    record Measured(SeriesReport report, List<RankedScores> ranked) {}

    Measured run(BaselineSet baselines) {
        List<MethodMetrics> methods = new ArrayList<>();
        List<RankedScores> ranked = new ArrayList<>();
        if (scored.labels().isPresent()) {
            RowLabels truth = scored.labels().get();
            measure(truth, DETECTOR, scored.detector(), methods, ranked);
            runBaselines(truth, baselines, methods, ranked);
        }
        progress.end();
        BitSet alerts = scored.detector().alerts();
        BitSet anomalous = scored.labels().map(RowLabels::anomalous).orElseGet(BitSet::new);
        SeriesReport report = new SeriesReport(
                scored.series().key(),
                scored.series().path(),
                scored.historyRows(),
                scored.detector().rows(),
                scored.unscored(),
                alerts.cardinality(),
                Incidents.of(anomalous, alerts),
                scored.attribution(),
                methods);
        return new Measured(report, ranked);
    }

    private void runBaselines(
            RowLabels truth, BaselineSet set, List<MethodMetrics> methods, List<RankedScores> ranked) {
        if (set == BaselineSet.NONE) {
            return;
        }
        try (SeriesReader reader = scored.series().open()) {
            List<Baseline> baselines = set.create(reader.columns().features().size());
            List<MethodRows> rows =
                    baselines.stream().map(baseline -> new MethodRows()).toList();
            while (reader.next()) {
                if (reader.role() == Role.HISTORY) {
                    baselines.forEach(baseline -> baseline.learn(reader.eventTimeMs(), reader.features()));
                } else {
                    for (int i = 0; i < baselines.size(); i++) {
                        Baseline baseline = baselines.get(i);
                        baseline.observe(reader.eventTimeMs(), reader.features());
                        rows.get(i).add(baseline.score(), baseline.alert());
                    }
                }
                progress.row(reader);
            }
            for (int i = 0; i < baselines.size(); i++) {
                measure(truth, baselines.get(i).name(), rows.get(i), methods, ranked);
            }
        }
    }

    private static void measure(
            RowLabels truth, String name, MethodRows rows, List<MethodMetrics> methods, List<RankedScores> ranked) {
        RankedScores scores = Metrics.rank(truth, rows);
        methods.add(new MethodMetrics(name, Metrics.of(truth, rows, scores)));
        ranked.add(scores);
    }
}
