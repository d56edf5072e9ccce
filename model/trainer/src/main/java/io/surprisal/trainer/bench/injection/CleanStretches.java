package io.surprisal.trainer.bench.injection;

import io.surprisal.model.detect.Observation;
import io.surprisal.trainer.bench.LabelledFolder;
import io.surprisal.trainer.bench.LabelledSeries;
import io.surprisal.trainer.bench.SideBySide;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.evaluate.metric.RowRange;
import io.surprisal.trainer.inject.CleanStretch;
import io.surprisal.trainer.inject.Injector;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Stretches without incidents from a folder of series: of each history (of each series where there is none) the end of the
 * longest run of rows that are {@value #MARGIN_ROWS} rows or more away from any label. A folder gives a bounded number,
 * evenly from all of its series; of series of several features, single features count as stretches of their own too.
 */
public final class CleanStretches {

    /** Rows that a stretch must have. */
    public static final int SHORTEST = 1500;

    static final int MARGIN_ROWS = 50;
    static final int MOST = 24;

    private static final int LONGEST = 8000;
    private static final int LONGEST_OF_SEVERAL = 4000;
    private static final int MOST_OF_SEVERAL = 6;
    private static final int COLUMNS = 2; // of each series of several features

    private CleanStretches() {}

    /**
     * The stretches of a folder, each ready to inject into.
     *
     * @throws io.surprisal.trainer.data.BadDataException if a series cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static List<Injector> of(LabelledFolder folder) throws InterruptedException {
        List<SeriesFile> files = evenly(folder.histories(), MOST);
        List<Callable<List<Injector>>> work = new ArrayList<>();
        for (int place = 0; place < files.size(); place++) {
            SeriesFile file = files.get(place);
            boolean several = mayBeOfSeveral(place, files.size());
            work.add(() -> longest(folder.readHistory(file))
                    .map(stretch -> stretches(stretch, several))
                    .orElse(List.of()));
        }
        return SideBySide.run(work).stream().flatMap(List::stream).toList();
    }

    /** Series of several features are many stretches in one: fewer of these are used, evenly too. */
    static boolean mayBeOfSeveral(int place, int series) {
        int step = Math.max(1, series / MOST_OF_SEVERAL);
        return place % step == 0 && place / step < MOST_OF_SEVERAL;
    }

    private static Optional<Run> longest(LabelledSeries series) {
        return series.cleanRuns(MARGIN_ROWS).stream()
                .max(Comparator.comparingInt(RowRange::width))
                .map(rows -> new Run(series.rows(), rows));
    }

    /**
     * Rows of a series that are to be used.
     *
     * @param series the series
     * @param rows which rows
     */
    record Run(SeriesHistory series, RowRange rows) {}

    /** The stretches of a run, from its end; none if it is shorter than {@value #SHORTEST} rows. */
    static List<Injector> stretches(Run chosen, boolean several) {
        SeriesHistory rows = chosen.series();
        RowRange run = chosen.rows();
        if (run.width() < SHORTEST) {
            return List.of();
        }
        if (rows.features().size() == 1) {
            return varying(new Injector(end(rows, run, LONGEST)));
        }
        if (!several) {
            return List.of();
        }
        List<Injector> stretches = new ArrayList<>();
        Injector whole = new Injector(end(rows, run, LONGEST_OF_SEVERAL));
        stretches.addAll(varying(whole));
        List<Integer> columns = IntStream.range(0, rows.features().size())
                .filter(whole::varies)
                .boxed()
                .toList();
        for (int column : evenly(columns, COLUMNS)) {
            stretches.addAll(varying(new Injector(end(rows.feature(column), run, LONGEST))));
        }
        return stretches;
    }

    private static List<Injector> varying(Injector stretch) {
        boolean varies = IntStream.range(0, stretch.stretch().features()).anyMatch(stretch::varies);
        return varies ? List.of(stretch) : List.of();
    }

    private static CleanStretch end(SeriesHistory series, RowRange run, int most) {
        int from = Math.max(run.first(), run.last() + 1 - most);
        int features = series.features().size();
        long[] times = new long[run.last() + 1 - from];
        double[][] rows = new double[times.length][features];
        double[][] covariates = new double[times.length][series.covariates().size()];
        for (int row = 0; row < times.length; row++) {
            Observation read = series.rows().get(from + row);
            times[row] = read.eventTimeMs();
            Arrays.setAll(rows[row], read::value);
            Arrays.setAll(covariates[row], read::covariate);
        }
        return new CleanStretch(series.key(), times, rows, series.covariates(), covariates);
    }

    static <T> List<T> evenly(List<T> all, int most) {
        int count = Math.min(most, all.size());
        return IntStream.range(0, count)
                .mapToObj(place -> all.get(place * all.size() / count))
                .toList();
    }
}
