package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Verdict;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesFile.Role;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.baseline.Baseline;
import io.surprisal.trainer.evaluate.metric.MethodRows;
import io.surprisal.trainer.evaluate.metric.Metrics;
import io.surprisal.trainer.evaluate.metric.RowLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores one series from its first to its last row and writes what is to be scored. Used once. */
final class SeriesEvaluation {

    static final String DETECTOR = "surprisal";
    private static final int ROWS_PER_REPORT = 1024;

    private final SeriesFile series;
    private final Optional<SeriesLabels> labels;
    private final Progress progress;
    private final List<MethodRows> methods = new ArrayList<>();
    private List<Baseline> baselines = List.of();
    private long historyRows;
    private long rows;
    private long unscored;
    private long alerts;
    private long bytesReported;

    SeriesEvaluation(SeriesFile series, Labels labels, Progress progress) {
        this.series = series;
        this.labels = labels.of(series);
        this.progress = progress;
    }

    SeriesReport run(ModelSnapshot model, Path out) throws IOException {
        try (SeriesReader reader = series.open();
                ScoresWriter writer = ScoresWriter.create(out, series, reader.columns())) {
            SeriesScorer scorer = scorer(model, reader);
            beginMethods(reader.columns().features().size());
            while (reader.next()) {
                Verdict verdict = scorer.observe(reader);
                baselines.forEach(baseline -> baseline.observe(reader.eventTimeMs(), reader.features()));
                if (reader.role() == Role.SCORED) {
                    write(writer, reader, verdict);
                } else {
                    historyRows++;
                }
                report(reader);
            }
        }
        progress.advance(series.bytes() - bytesReported);
        return new SeriesReport(
                series.key(),
                series.path(),
                historyRows,
                rows,
                unscored,
                alerts,
                labels.map(this::measure).orElse(List.of()));
    }

    private SeriesScorer scorer(ModelSnapshot model, SeriesReader reader) {
        try {
            return new SeriesScorer(model, reader.columns());
        } catch (IllegalArgumentException unfit) {
            throw new BadDataException(series.path() + " does not fit the model: " + unfit.getMessage(), unfit);
        }
    }

    private void beginMethods(int features) {
        if (labels.isPresent()) {
            baselines = Baseline.all(features);
            methods.add(new MethodRows());
            baselines.forEach(baseline -> methods.add(new MethodRows()));
        }
    }

    private void write(ScoresWriter writer, SeriesReader reader, Verdict verdict) {
        writer.write(new ScoreRow(reader.time(), reader.features()[0], verdict.score(), verdict.alert()));
        rows++;
        unscored += verdict.kind() == Verdict.Kind.SCORED ? 0 : 1;
        alerts += verdict.alert() ? 1 : 0;
        if (labels.isPresent()) {
            labels.get().add(reader);
            methods.get(0).add(verdict.score(), verdict.alert());
            for (int i = 0; i < baselines.size(); i++) {
                methods.get(1 + i)
                        .add(baselines.get(i).score(), baselines.get(i).alert());
            }
        }
    }

    private void report(SeriesReader reader) {
        if ((historyRows + rows) % ROWS_PER_REPORT == 0) {
            long bytes = reader.bytesRead();
            progress.advance(bytes - bytesReported);
            bytesReported = bytes;
        }
    }

    private List<MethodMetrics> measure(SeriesLabels known) {
        RowLabels truth = known.rows();
        List<MethodMetrics> measured = new ArrayList<>();
        measured.add(new MethodMetrics(DETECTOR, Metrics.of(truth, methods.get(0))));
        for (int i = 0; i < baselines.size(); i++) {
            measured.add(new MethodMetrics(baselines.get(i).name(), Metrics.of(truth, methods.get(1 + i))));
        }
        return measured;
    }
}
