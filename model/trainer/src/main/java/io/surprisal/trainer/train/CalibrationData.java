package io.surprisal.trainer.train;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.detect.Observation;
import io.surprisal.trainer.train.calibrate.CalibrationSeries;
import io.surprisal.trainer.train.calibrate.CalibrationSet;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.synthetic.RandomSource;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that a network was not trained on and that are as good as normal: made-up series without anomalies, of another
 * seed than those that were learnt, and what was held back of the real ones. All choices follow from the seed.
 */
public final class CalibrationData {

    private static final int SERIES_PER_GROUP = 10;
    private static final int[] GROUP_FEATURES = {2, 3, 5, 8};
    private static final int SYNTHETIC_ROWS = 4000;
    /** Series of the calibration are numbered from here, so that none is one of the training's. */
    private static final int FIRST_NUMBER = 1_000_000_000;

    private static final long STREAM_OF_COLUMNS = -50;
    private static final int RUN_IN_ROWS = 24_000;
    private static final int COUNTED_ROWS = 20_000;
    private static final int COUNTED_ROWS_OF_SEVERAL = 4000;
    /** Features of a set of several that are also counted as series of their own. */
    private static final int COLUMNS = 30;

    private final ModelSpec spec;
    private final long seed;
    private final int syntheticSeries;

    /**
     * Of a network.
     *
     * @param spec the network's
     * @param seed of all choices
     * @param syntheticSeries made-up series of one feature; a tenth as many have several
     */
    public CalibrationData(ModelSpec spec, long seed, int syntheticSeries) {
        this.spec = spec;
        this.seed = seed;
        this.syntheticSeries = syntheticSeries;
    }

    /** Made-up series of one feature. */
    public CalibrationSet synthetic() {
        List<CalibrationSeries> series = new ArrayList<>();
        for (int number = 0; number < syntheticSeries; number++) {
            series.add(CalibrationSeries.whole(group(number, 1)));
        }
        return new CalibrationSet("synthetic", true, series);
    }

    /** Made-up series of several features. */
    public CalibrationSet syntheticGroups() {
        List<CalibrationSeries> groups = new ArrayList<>();
        for (int number = 0; number < (syntheticSeries + SERIES_PER_GROUP - 1) / SERIES_PER_GROUP; number++) {
            int features = GROUP_FEATURES[number % GROUP_FEATURES.length];
            groups.add(CalibrationSeries.whole(group(syntheticSeries + SERIES_PER_GROUP * number, features)));
        }
        return new CalibrationSet("synthetic groups", true, groups);
    }

    /** Made-up series side by side, at the times of the first. */
    private SeriesHistory group(int number, int features) {
        List<SyntheticSeries> columns = IntStream.range(0, features)
                .mapToObj(feature -> SyntheticSeries.generate(
                        seed, FIRST_NUMBER + number + feature, SYNTHETIC_ROWS, SyntheticSeries.NO_ANOMALIES))
                .toList();
        List<Observation> rows = new ArrayList<>(SYNTHETIC_ROWS);
        for (int row = 0; row < SYNTHETIC_ROWS; row++) {
            int at = row;
            rows.add(new Observation(
                    columns.get(0).timesMs()[row],
                    columns.stream().mapToDouble(column -> column.values()[at]).toArray(),
                    new double[spec.covariates().size()],
                    Observation.UNKNOWN,
                    Observation.UNKNOWN));
        }
        List<String> names =
                IntStream.range(0, features).mapToObj(Integer::toString).toList();
        return new SeriesHistory("synthetic " + number, names, spec.covariates(), rows);
    }

    /** The held-back rows of the series of one feature; if all have several, of some of these features by themselves. */
    public CalibrationSet univariate(String name, List<SeriesHistory> set) {
        boolean univariate = set.stream().anyMatch(CalibrationData::isUnivariate);
        return new CalibrationSet(
                name, false, univariate ? heldBackOfOneFeature(set) : heldBack(columns(set), COUNTED_ROWS));
    }

    /** The held-back rows of the series of several features. */
    public CalibrationSet multivariate(String name, List<SeriesHistory> set) {
        return new CalibrationSet(name, false, heldBackOfSeveralFeatures(set));
    }

    /** The held-back rows of the series of one feature, and of no others. */
    static List<CalibrationSeries> heldBackOfOneFeature(List<SeriesHistory> set) {
        return heldBack(set.stream().filter(CalibrationData::isUnivariate).toList(), COUNTED_ROWS);
    }

    /** The held-back rows of the series of several features. */
    static List<CalibrationSeries> heldBackOfSeveralFeatures(List<SeriesHistory> set) {
        return heldBack(set.stream().filter(history -> !isUnivariate(history)).toList(), COUNTED_ROWS_OF_SEVERAL);
    }

    private static boolean isUnivariate(SeriesHistory history) {
        return history.features().size() == 1;
    }

    private List<SeriesHistory> columns(List<SeriesHistory> set) {
        RandomSource random = new RandomSource(seed, STREAM_OF_COLUMNS);
        List<SeriesHistory> columns = new ArrayList<>();
        for (int column = 0; column < COLUMNS && !set.isEmpty(); column++) {
            SeriesHistory history = set.get(column % set.size());
            columns.add(history.feature(random.below(history.features().size())));
        }
        return columns;
    }

    private static List<CalibrationSeries> heldBack(List<SeriesHistory> set, int most) {
        List<CalibrationSeries> series = new ArrayList<>();
        for (SeriesHistory history : set) {
            int from = HeldBack.from(history);
            int to = Math.min(history.rows().size(), from + most);
            if (from < to) {
                series.add(new CalibrationSeries(history, Math.max(0, from - RUN_IN_ROWS), from, to));
            }
        }
        return series;
    }
}
