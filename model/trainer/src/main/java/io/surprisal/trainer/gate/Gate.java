package io.surprisal.trainer.gate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.bench.LabelledFolder;
import io.surprisal.trainer.bench.injection.DetectorMethod;
import io.surprisal.trainer.bench.injection.HeldBackStretches;
import io.surprisal.trainer.bench.injection.InjectionTrials;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.inject.Injector;
import io.surprisal.trainer.train.history.HistorySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a candidate with the champion on the held-back part of histories: which of the incidents that are injected there
 * each finds at one alert in 1,000 rows, how often each alerts by its own rule where there is none, and how likely each held
 * the rows to be. The best forecaster can be the worst detector, so that the last does not count.
 */
public final class Gate {

    private static final int COPIES = 1;

    /** Of the incidents, unless told otherwise. */
    public static final long SEED = 4_001;

    /** With fewer rows a threshold of one alert in 1,000 is above all scores: nobody finds anything, and everybody passes. */
    private static final int LEAST_ROWS = 1000;

    private final List<Path> folders;
    private final List<HistorySource> histories;
    private final long seed;
    private final Progress progress;

    /**
     * A gate.
     *
     * @param folders of series, whose labels say where incidents are
     * @param histories of other series, of which nothing is known
     */
    public Gate(List<Path> folders, List<HistorySource> histories, Progress progress) {
        this(folders, histories, SEED, progress);
    }

    private Gate(List<Path> folders, List<HistorySource> histories, long seed, Progress progress) {
        this.folders = List.copyOf(folders);
        this.histories = List.copyOf(histories);
        this.seed = seed;
        this.progress = progress;
    }

    /** The same gate with other incidents. */
    public Gate withSeed(long other) {
        return new Gate(folders, histories, other, progress);
    }

    /** Whether there is anything to compare on. */
    public boolean hasData() {
        return !folders.isEmpty() || !histories.isEmpty();
    }

    /**
     * Compares two models.
     *
     * @throws BadDataException if the data cannot be read, or no series is long enough
     * @throws InterruptedException if the thread is interrupted
     */
    public GateReport compare(ModelSnapshot champion, ModelSnapshot candidate) throws InterruptedException {
        List<Injector> fitting = stretches().stream()
                .filter(stretch -> fits(champion.spec(), stretch) && fits(candidate.spec(), stretch))
                .toList();
        List<Injector> stretches = fitting.stream()
                .filter(stretch -> judgedRows(fitting, isOfSeveral(stretch)) >= LEAST_ROWS)
                .toList();
        if (stretches.isEmpty()) {
            throw new BadDataException(
                    "the gate's data must have " + LEAST_ROWS + " clean rows that training holds back,"
                            + " in series that both models can score, for there to be one alert in so many: there are "
                            + Math.max(judgedRows(fitting, false), judgedRows(fitting, true))
                            + ". Each series of " + HeldBackStretches.SHORTEST_SERIES
                            + " rows or more without a label gives a fifth of its rows");
        }
        InjectionTrials trials = new InjectionTrials(stretches, COPIES, seed, progress);
        return new GateReport(
                stretches.size(),
                trials.run(new DetectorMethod("champion", champion)),
                trials.run(new DetectorMethod("candidate", candidate)),
                ForecastLikelihood.of(champion, stretches),
                ForecastLikelihood.of(candidate, stretches));
    }

    private List<Injector> stretches() throws InterruptedException {
        progress.begin("reading what is held back", folders.size() + histories.size());
        List<Injector> stretches = new ArrayList<>();
        for (Path folder : folders) {
            stretches.addAll(HeldBackStretches.of(LabelledFolder.open(folder)));
            progress.advance(1);
        }
        for (HistorySource source : histories) {
            stretches.addAll(HeldBackStretches.of(source.read()));
            progress.advance(1);
        }
        progress.end(stretches.size() + " stretches");
        return stretches;
    }

    private static boolean isOfSeveral(Injector stretch) {
        return stretch.stretch().features() > 1;
    }

    private static int judgedRows(List<Injector> stretches, boolean several) {
        return stretches.stream()
                .filter(stretch -> isOfSeveral(stretch) == several)
                .mapToInt(stretch -> stretch.stretch().length() - stretch.firstRow())
                .sum();
    }

    private static boolean fits(ModelSpec spec, Injector stretch) {
        return spec.features().isEmpty()
                || spec.features().size() == stretch.stretch().features();
    }
}
