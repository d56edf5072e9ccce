package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Verdict;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesFile.Role;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.metric.MethodRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Scores one series from its first to its last row and writes what is to be scored. Used once. */
final class SeriesEvaluation {

    private final SeriesFile series;
    private final Optional<SeriesLabels> labels;
    private final Attribution attribution;
    private final BytesRead progress;
    private final MethodRows detector = new MethodRows();
    private long historyRows;
    private long unscored;

    SeriesEvaluation(SeriesFile series, Labels labels, FeatureLabels featureLabels, Progress progress) {
        this.series = series;
        this.labels = labels.of(series);
        this.attribution = new Attribution(featureLabels.of(series));
        this.progress = new BytesRead(series, progress);
    }

    ScoredSeries run(ModelSnapshot model, Path out) throws IOException {
        try (SeriesReader reader = series.open();
                ScoresWriter writer = ScoresWriter.create(out, series, reader.columns())) {
            SeriesScorer scorer = scorer(model, reader);
            while (reader.next()) {
                if (reader.role() == Role.SCORED) {
                    write(writer, reader, verdict(scorer, reader));
                } else {
                    scorer.observe(reader);
                    historyRows++;
                }
                progress.row(reader);
            }
        }
        progress.end();
        return new ScoredSeries(
                series, historyRows, unscored, detector, labels.map(SeriesLabels::rows), attribution.hitRate());
    }

    private SeriesScorer scorer(ModelSnapshot model, SeriesReader reader) {
        try {
            return new SeriesScorer(model, reader.columns());
        } catch (IllegalArgumentException unfit) {
            throw new BadDataException(series.path() + " does not fit the model: " + unfit.getMessage(), unfit);
        }
    }

    /** Which rows are explained depends on labels; what they score does not. */
    private Verdict verdict(SeriesScorer scorer, SeriesReader reader) {
        if (!attribution.wants(reader.index())) {
            return scorer.observe(reader);
        }
        Verdict verdict = scorer.explain(reader);
        attribution.add(reader.index(), verdict);
        return verdict;
    }

    private void write(ScoresWriter writer, SeriesReader reader, Verdict verdict) {
        writer.write(new ScoreRow(reader.time(), reader.features()[0], verdict.score(), verdict.alert()));
        unscored += verdict.kind() == Verdict.Kind.SCORED ? 0 : 1;
        detector.add(verdict.score(), verdict.alert());
        labels.ifPresent(known -> known.add(reader));
    }
}
