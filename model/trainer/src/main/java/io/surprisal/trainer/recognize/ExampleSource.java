package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.bench.LabelledFolder;
import io.surprisal.trainer.bench.SideBySide;
import io.surprisal.trainer.bench.injection.CleanStretches;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.evaluate.KindLabels;
import io.surprisal.trainer.inject.CleanStretch;
import io.surprisal.trainer.inject.Injector;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where examples come from.
 *
 * @param folders of series
 * @param labels file of labelled incidents of the only folder's series; {@code null}: incidents are injected
 * @param madeUp made-up series that incidents are injected into as well
 * @param copies incidents of each kind and strength in each stretch of a folder
 * @param seed of all that is injected and made up
 */
public record ExampleSource(List<Path> folders, @Nullable Path labels, int madeUp, int copies, long seed) {

    private static final int MADE_UP_ROWS = 2_500;
    private static final int MADE_UP_COPIES = 2;
    private static final long SEED_OF_STRETCH = 1_000;

    /** Checks that there is something. */
    public ExampleSource {
        folders = List.copyOf(folders);
        if (labels != null && folders.size() != 1) {
            throw new IllegalArgumentException(
                    "labels are of the series of one folder, give one --data: folders=" + folders);
        }
        if (folders.isEmpty() && madeUp < 1) {
            throw new IllegalArgumentException("a folder of series or made-up series are needed");
        }
        if (madeUp < 0 || copies < 1) {
            throw new IllegalArgumentException(
                    "series and copies must be positive: made up=" + madeUp + ", copies=" + copies);
        }
    }

    /** Whether incidents are injected, not labelled. */
    public boolean injects() {
        return labels == null;
    }

    /**
     * Runs a model's detector over all of it.
     *
     * @throws BadDataException if something cannot be read, or no series is usable
     * @throws InterruptedException if the thread is interrupted
     */
    List<AlertExample> read(ModelSnapshot model, Progress progress) throws InterruptedException {
        List<Callable<List<AlertExample>>> work = labels == null ? injected(model, progress) : labelled(model, labels);
        progress.begin("detecting", work.size());
        List<AlertExample> examples = SideBySide.run(work.stream()
                        .<Callable<List<AlertExample>>>map(piece -> () -> {
                            List<AlertExample> made = piece.call();
                            progress.advance(1);
                            return made;
                        })
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
        long alarms = examples.stream().filter(AlertExample::isFalseAlarm).count();
        progress.end(work.size() + " series: alerts of " + (examples.size() - alarms) + " incidents, and " + alarms
                + " false");
        return examples;
    }

    private List<Callable<List<AlertExample>>> labelled(ModelSnapshot model, Path file) {
        Path folder = folders.get(0);
        KindLabels known = KindLabels.read(file);
        List<SeriesFile> series = SeriesCatalogue.open(folder).scored();
        known.requireKnown(series);
        return series.stream()
                .<Callable<List<AlertExample>>>map(
                        one -> () -> new LabelledExamples(model, folder.toString(), one, known).make())
                .toList();
    }

    private List<Callable<List<AlertExample>>> injected(ModelSnapshot model, Progress progress)
            throws InterruptedException {
        List<Callable<List<AlertExample>>> work = new ArrayList<>();
        if (!folders.isEmpty()) {
            progress.begin("looking for clean stretches", folders.size());
        }
        for (Path folder : folders) {
            List<Injector> stretches = CleanStretches.of(LabelledFolder.open(folder));
            for (Injector stretch : stretches) {
                int number = work.size();
                String name = stretch.stretch().key();
                work.add(() -> new InjectedExamples(model, folder.toString(), name, stretch)
                        .make(copies, seed + SEED_OF_STRETCH * number));
            }
            progress.advance(1);
        }
        if (!folders.isEmpty()) {
            progress.end(work.size() + " of " + CleanStretches.SHORTEST + " rows or more");
            if (work.isEmpty()) {
                throw new BadDataException(
                        "there is no stretch of " + CleanStretches.SHORTEST + " rows without a label below " + folders);
            }
        }
        IntStream.range(0, madeUp).forEach(number -> work.add(() -> madeUp(model, number)));
        return work;
    }

    private List<AlertExample> madeUp(ModelSnapshot model, int number) {
        SyntheticSeries made = SyntheticSeries.generate(seed, number, MADE_UP_ROWS, SyntheticSeries.NO_ANOMALIES);
        double[][] rows = new double[made.length()][1];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = made.values()[row];
        }
        String name = "made-up-" + number;
        Injector injector = new Injector(new CleanStretch(name, made.timesMs(), rows));
        return new InjectedExamples(model, "", name, injector).make(MADE_UP_COPIES, seed + SEED_OF_STRETCH * number);
    }
}
