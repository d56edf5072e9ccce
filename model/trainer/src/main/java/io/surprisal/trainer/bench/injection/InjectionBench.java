package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.bench.LabelledFolder;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.inject.Injector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts incidents of every kind and strength into clean stretches, one into each copy, and counts which of them each method
 * finds by {@link AlertRule}. Of
 * each stretch the first three fifths are history; no method sees a label, or a row before its time.
 */
public final class InjectionBench {

    private final InjectionOptions options;
    private final Progress progress;

    /** A bench, not run yet. */
    public InjectionBench(InjectionOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs all methods.
     *
     * @throws BadDataException if a folder cannot be read or gives no stretch
     * @throws InterruptedException if the thread is interrupted
     */
    public InjectionReport run() throws InterruptedException {
        long start = System.nanoTime();
        List<Injector> stretches = stretches();
        InjectionTrials trials = new InjectionTrials(stretches, options.copies(), options.seed(), progress);
        List<MethodResult> results = new ArrayList<>();
        for (TestedMethod method : options.methods()) {
            results.add(trials.run(method));
        }
        int one = (int) stretches.stream()
                .filter(stretch -> stretch.stretch().features() == 1)
                .count();
        return new InjectionReport(
                options.model(),
                Duration.ofNanos(System.nanoTime() - start),
                new InjectionReport.Stretches(one, stretches.size() - one),
                results);
    }

    private List<Injector> stretches() throws InterruptedException {
        progress.begin("looking for clean stretches", options.folders().size());
        List<Injector> stretches = new ArrayList<>();
        for (Path folder : options.folders()) {
            stretches.addAll(CleanStretches.of(LabelledFolder.open(folder)));
            progress.advance(1);
        }
        progress.end(stretches.size() + " of " + CleanStretches.SHORTEST + " rows or more");
        if (stretches.isEmpty()) {
            throw new BadDataException("there is no stretch of " + CleanStretches.SHORTEST
                    + " rows without a label below " + options.folders());
        }
        return stretches;
    }
}
