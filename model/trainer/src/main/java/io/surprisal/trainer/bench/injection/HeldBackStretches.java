package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.bench.LabelledFolder;
import io.surprisal.trainer.bench.LabelledSeries;
import io.surprisal.trainer.bench.SideBySide;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.evaluate.metric.RowRange;
import io.surprisal.trainer.inject.Injector;
import io.surprisal.trainer.train.HeldBack;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Stretches whose judged rows, the last two fifths of each, all lie in what training holds back of a series: its last fifth,
 * away from any label. So a model is judged on no row that its network has learnt. The three fifths before are run through
 * by each model alike.
 */
public final class HeldBackStretches {

    /** Rows that a series without labels must have to give one. */
    public static final int SHORTEST_SERIES = 2 * CleanStretches.SHORTEST;

    private static final double ROWS_PER_JUDGED = 2.5;

    private HeldBackStretches() {}

    /**
     * Those of a folder.
     *
     * @throws io.surprisal.trainer.data.BadDataException if a series cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static List<Injector> of(LabelledFolder folder) throws InterruptedException {
        List<SeriesFile> files = CleanStretches.evenly(folder.histories(), CleanStretches.MOST);
        List<Callable<List<Injector>>> work = new ArrayList<>();
        for (int place = 0; place < files.size(); place++) {
            SeriesFile file = files.get(place);
            boolean several = CleanStretches.mayBeOfSeveral(place, files.size());
            work.add(() -> stretches(folder.readHistory(file), several));
        }
        return SideBySide.run(work).stream().flatMap(List::stream).toList();
    }

    /** Those of series without labels, of the long ones alone. */
    public static List<Injector> of(List<SeriesHistory> histories) {
        List<SeriesHistory> chosen = CleanStretches.evenly(
                histories.stream()
                        .filter(history -> history.rows().size() >= SHORTEST_SERIES)
                        .toList(),
                CleanStretches.MOST);
        List<Injector> stretches = new ArrayList<>();
        for (int place = 0; place < chosen.size(); place++) {
            LabelledSeries series = new LabelledSeries(chosen.get(place), 0, new BitSet());
            stretches.addAll(stretches(series, CleanStretches.mayBeOfSeveral(place, chosen.size())));
        }
        return stretches;
    }

    private static List<Injector> stretches(LabelledSeries series, boolean several) {
        int heldBack = HeldBack.from(series.rows());
        Optional<RowRange> best = series.cleanRuns(CleanStretches.MARGIN_ROWS).stream()
                .flatMap(run -> ending(run, heldBack).stream())
                .max(Comparator.comparingInt(RowRange::width));
        return best.map(rows -> CleanStretches.stretches(new CleanStretches.Run(series.rows(), rows), several))
                .orElse(List.of());
    }

    /** As many rows at the end of a run as may be, so that none of their last two fifths comes before what is held back. */
    private static Optional<RowRange> ending(RowRange run, int heldBack) {
        int judged = run.last() + 1 - Math.max(run.first(), heldBack);
        int rows = Math.min(run.width(), (int) (ROWS_PER_JUDGED * judged));
        return rows < 1 ? Optional.empty() : Optional.of(new RowRange(run.last() + 1 - rows, run.last()));
    }
}
