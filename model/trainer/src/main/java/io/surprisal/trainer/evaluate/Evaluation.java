package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.evaluate.SeriesMeasurement.Measured;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Runs the detector over series in files, writes a score for every row and, where there are labels, measures it beside
 * baselines. Series are scored side by side, each by one thread from beginning to end: nothing that is written depends on
 * how many threads there are. The baselines run after the detector, so that they take nothing from its speed.
 */
public final class Evaluation {

    private static final int NOTED_NAMES = 3;

    private final SeriesPool pool;

    /** With as many threads as the machine has processors. */
    public Evaluation() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** With this many threads, at least 1. */
    public Evaluation(int threads) {
        this.pool = new SeriesPool(threads);
    }

    /**
     * Scores all series.
     *
     * @throws BadDataException if the data or the labels cannot be read; the output is then incomplete
     * @throws IllegalArgumentException if the output's folder is not one that can be used
     * @throws IOException if the output cannot be written
     * @throws InterruptedException if the thread is interrupted; the output is then incomplete
     */
    public EvaluationReport run(EvaluateOptions options, Progress progress) throws IOException, InterruptedException {
        SeriesCatalogue data = SeriesCatalogue.open(options.data());
        List<SeriesFile> series = data.scored();
        if (series.isEmpty()) {
            throw new BadDataException(
                    "there is no series to score below " + options.data().resolve("test"));
        }
        FeatureLabels featureLabels = FeatureLabels.beside(options.data());
        OutputFolder.prepare(options.out(), options.data());
        ModelSnapshot model = options.fitter().fit(options.model(), data, progress);
        progress.begin("scoring " + series.size() + " series", bytes(series));
        long start = System.nanoTime();
        List<ScoredSeries> scored = pool.run(
                series,
                one -> () ->
                        new SeriesEvaluation(one, options.labels(), featureLabels, progress).run(model, options.out()));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        progress.end(scored.stream().mapToLong(one -> one.detector().rows()).sum() + " rows scored");
        List<Measured> measured = measure(series, scored, options.baselines(), progress);
        Duration all = Duration.ofNanos(System.nanoTime() - start);
        List<SeriesReport> reports = measured.stream().map(Measured::report).toList();
        return new EvaluationReport(
                model, took, all.minus(took), reports, MethodTotal.of(measured), notes(reports, options, series));
    }

    private List<Measured> measure(
            List<SeriesFile> series, List<ScoredSeries> scored, BaselineSet baselines, Progress progress)
            throws IOException, InterruptedException {
        Map<String, ScoredSeries> byPath = new HashMap<>();
        scored.forEach(one -> byPath.put(one.series().path(), one));
        boolean visible = scored.stream().anyMatch(one -> one.labels().isPresent());
        Progress drawn = visible ? progress : Progress.NONE;
        drawn.begin("measuring, beside " + baselines.words(), bytes(series));
        List<Measured> measured = pool.run(
                series,
                one -> () ->
                        new SeriesMeasurement(Objects.requireNonNull(byPath.get(one.path())), drawn).run(baselines));
        drawn.end("measured");
        return measured;
    }

    private static long bytes(List<SeriesFile> series) {
        return Math.max(1, series.stream().mapToLong(SeriesFile::bytes).sum());
    }

    private static List<String> notes(List<SeriesReport> reports, EvaluateOptions options, List<SeriesFile> series) {
        List<String> notes = new ArrayList<>();
        long labelled = reports.stream().filter(SeriesReport::isLabelled).count();
        if (labelled > 0) {
            if (options.baselines() != BaselineSet.NONE) {
                notes.add("baselines: " + options.baselines().rule());
            }
            if (labelled < reports.size()) {
                notes.add((reports.size() - labelled) + " series without labels are not measured");
            }
        }
        Set<String> unknown = options.labels().unknown(series);
        if (!unknown.isEmpty()) {
            notes.add(unknown.size() + " labelled series are not in the data, for instance "
                    + String.join(", ", unknown.stream().limit(NOTED_NAMES).toList()));
        }
        return notes;
    }
}
