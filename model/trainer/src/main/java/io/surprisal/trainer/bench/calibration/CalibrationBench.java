package io.surprisal.trainer.bench.calibration;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.bench.LabelledFolder;
import io.surprisal.trainer.bench.LabelledSeries;
import io.surprisal.trainer.bench.SideBySide;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Counts how many rows without incidents reach scores of nominal rates 1/100, 1/1,000 and 1/10,000, where there should be
 * one in 100, 1,000 and 10,000.
 *
 * <p>Of real series the rows to be scored count that are at least {@value #MARGIN_ROWS} rows away from any label, and the
 * last fifth of each history, which training holds back. Made-up series have no incidents, and are long enough for the
 * rate of each to be judged by itself.
 */
public final class CalibrationBench {

    static final int MARGIN_ROWS = 100;

    private static final int HELD_BACK_PERCENT = 20;
    private static final long SYNTHETIC_SEED = 20_000_003;

    private final CalibrationOptions options;
    private final Progress progress;

    /** A check, not run yet. */
    public CalibrationBench(CalibrationOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs the detector over all series.
     *
     * @throws io.surprisal.trainer.data.BadDataException if a folder cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public CalibrationReport run() throws InterruptedException {
        long start = System.nanoTime();
        List<SetRates> sets = new ArrayList<>();
        if (options.syntheticSeries() > 0) {
            sets.add(set(
                    "made-up",
                    IntStream.range(0, options.syntheticSeries())
                            .<Callable<KeyRates>>mapToObj(number -> () -> synthetic(number))
                            .toList()));
        }
        for (Path path : options.folders()) {
            LabelledFolder folder = LabelledFolder.open(path);
            sets.add(set(
                    folder.name(),
                    folder.series().stream()
                            .<Callable<KeyRates>>map(file -> () -> real(folder, file))
                            .toList()));
        }
        return new CalibrationReport(options.model().identity(), Duration.ofNanos(System.nanoTime() - start), sets);
    }

    private SetRates set(String name, List<Callable<KeyRates>> series) throws InterruptedException {
        progress.begin("counting rows of " + name, Math.max(1, series.size()));
        List<Callable<KeyRates>> work = series.stream()
                .<Callable<KeyRates>>map(one -> () -> {
                    KeyRates rates = one.call();
                    progress.advance(1);
                    return rates;
                })
                .toList();
        SetRates rates = new SetRates(name, SideBySide.run(work));
        progress.end(rates.pooled().rows() + " rows of " + rates.keys().size() + " series");
        return rates;
    }

    private KeyRates synthetic(int number) {
        SyntheticSeries series =
                SyntheticSeries.generate(SYNTHETIC_SEED, number, options.syntheticRows(), SyntheticSeries.NO_ANOMALIES);
        RowsOfKey rows = new RowsOfKey(options.model(), 1);
        for (int row = 0; row < series.length(); row++) {
            rows.observe(Observation.of(series.timesMs()[row], series.values()[row]), true);
        }
        return new KeyRates(series.kind() + " " + number, rows.counter.rates());
    }

    private KeyRates real(LabelledFolder folder, SeriesFile file) {
        LabelledSeries series = folder.read(file);
        int historyRows = series.historyRows();
        int heldBack = historyRows - historyRows * HELD_BACK_PERCENT / 100;
        BitSet counted = series.clean(MARGIN_ROWS);
        counted.clear(0, heldBack);
        SeriesHistory history =
                series.rows().withCovariates(options.model().spec().covariates());
        int from = Math.max(0, historyRows - options.rowsPerPart());
        int to = Math.min(history.rows().size(), historyRows + options.rowsPerPart());
        RowsOfKey rows = new RowsOfKey(options.model(), history.features().size());
        for (int row = from; row < to; row++) {
            rows.observe(history.rows().get(row), counted.get(row));
        }
        return new KeyRates(file.key(), rows.counter.rates());
    }

    /** The detector on one series. */
    private static final class RowsOfKey {

        private final RowRates.Counter counter = new RowRates.Counter();
        private final Detector detector;
        private final SeriesState state;

        RowsOfKey(ModelSnapshot model, int features) {
            detector = new Detector(model, features);
            state = SeriesState.wrap(detector.newState());
        }

        void observe(Observation row, boolean counted) {
            if (detector.detect(state, row) instanceof Verdict.Scored scored && counted) {
                counter.add(scored.rarity());
            }
        }
    }
}
