package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.evaluate.baseline.Baseline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the detector over series in files, writes a score for every row and, where there are labels, measures it beside
 * baselines. Series are scored side by side, each by one thread from beginning to end: nothing that is written depends on
 * how many threads there are.
 */
public final class Evaluation {

    private static final int NOTED_NAMES = 3;

    private final int threads;

    /** With as many threads as the machine has processors. */
    public Evaluation() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** With this many threads, at least 1. */
    public Evaluation(int threads) {
        this.threads = threads;
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
        OutputFolder.prepare(options.out(), options.data());
        ModelSnapshot model = options.fitter().fit(options.model(), data, progress);
        progress.begin(
                "scoring " + series.size() + " series",
                Math.max(1, series.stream().mapToLong(SeriesFile::bytes).sum()));
        long start = System.nanoTime();
        List<SeriesReport> reports = score(series, model, options, progress);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        EvaluationReport report =
                new EvaluationReport(model.identity(), took, reports, notes(reports, options, series));
        progress.end(report.sum(SeriesReport::rows) + " rows scored");
        return report;
    }

    private List<SeriesReport> score(
            List<SeriesFile> series, ModelSnapshot model, EvaluateOptions options, Progress progress)
            throws IOException, InterruptedException {
        // The longest first, so that no thread is left alone with one at the end.
        List<SeriesFile> longestFirst = series.stream()
                .sorted(Comparator.comparingLong(SeriesFile::bytes).reversed())
                .toList();
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(threads, series.size()));
        try {
            Map<String, Future<SeriesReport>> pending = new HashMap<>();
            for (SeriesFile one : longestFirst) {
                Callable<SeriesReport> task =
                        () -> new SeriesEvaluation(one, options.labels(), progress).run(model, options.out());
                pending.put(one.path(), workers.submit(task));
            }
            List<SeriesReport> reports = new ArrayList<>();
            for (SeriesFile one : series) {
                reports.add(result(one, pending));
            }
            return reports;
        } finally {
            workers.shutdownNow();
        }
    }

    private static SeriesReport result(SeriesFile series, Map<String, Future<SeriesReport>> pending)
            throws IOException, InterruptedException {
        Future<SeriesReport> future = pending.get(series.path());
        if (future == null) {
            throw new IllegalStateException("every series must be scored: path=" + series.path());
        }
        try {
            return future.get();
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof BadDataException bad) {
                throw bad;
            }
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof UncheckedIOException io) {
                throw new IOException("cannot write the scores of " + series.path() + ": " + io.getCause(), io);
            }
            throw new IllegalStateException("scoring failed: series=" + series.path() + ", " + cause, cause);
        }
    }

    private static List<String> notes(List<SeriesReport> reports, EvaluateOptions options, List<SeriesFile> series) {
        List<String> notes = new ArrayList<>();
        long labelled =
                reports.stream().filter(report -> !report.methods().isEmpty()).count();
        if (labelled > 0) {
            notes.add("baselines: " + Baseline.RULE);
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
