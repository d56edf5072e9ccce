package io.surprisal.model.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.model.math.Functions;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Forecasts the rows to come of a series from its state, with a band for each. The state is only read.
 *
 * <p>A band's ends are quantiles of the network's mixture at its own horizons. In between their squared distances from the
 * middle grow in a straight line over the logarithm of the rows ahead, and go on growing beyond: what is farther away is never
 * surer. All of it happens on y, the normaliser's scale, and is then put back into the unit of the values, so that bands of
 * skewed distances stay skewed.
 *
 * <p>Rows are expected at the typical gap; covariates are taken as missing. Not thread-safe.
 */
public final class Forecasting {

    /** The share of values that a band is to hold unless told otherwise. */
    public static final double USUAL_COVERAGE = 0.9;

    /** The most rows that are forecast. */
    public static final int MAX_ROWS = 10_000;

    private static final int[] ROWS_AHEAD =
            Stream.of(Horizon.values()).mapToInt(Horizon::rows).toArray();
    private static final int LAST = ROWS_AHEAD.length - 1;
    private static final int FARTHEST = ROWS_AHEAD[LAST];
    private static final double MS_PER_SECOND = 1_000;

    private final ModelSnapshot model;
    private final FeatureSet features;
    private final byte[] modelSha256;
    private final Trajectory trajectory;

    /**
     * Forecasts with a model.
     *
     * @param features names of the features in the order of the series' values
     * @throws IllegalArgumentException if the model was made for other features
     */
    public Forecasting(ModelSnapshot model, List<String> features) {
        List<String> required = model.spec().features();
        if (!required.isEmpty() && !required.equals(features)) {
            throw new IllegalArgumentException(
                    "features must be those of the model: model=" + required + ", features=" + features);
        }
        this.model = model;
        this.features = new FeatureSet(features);
        this.modelSha256 = HexFormat.of().parseHex(model.identity().sha256());
        this.trajectory = new Trajectory(model.spec(), new Forecaster(model), features.size());
    }

    /** {@link #forecast(SeriesState, int, double, ForecastPath)} as it is usually wanted. */
    public SeriesForecast forecast(SeriesState state, int rows) {
        return forecast(state, rows, USUAL_COVERAGE, ForecastPath.HORIZONS);
    }

    /**
     * Forecasts a series.
     *
     * @param state a state of this model and these features, with at least one row; not changed
     * @param rows how many rows, 1 to {@value #MAX_ROWS}
     * @param coverage the share of values that the bands are to hold, above 0 and below 1
     * @return NaN for a feature of which no value has been seen
     * @throws IllegalArgumentException if one of them is not as it must be
     */
    public SeriesForecast forecast(SeriesState state, int rows, double coverage, ForecastPath path) {
        requireOwn(state);
        if (rows < 1 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("rows must be 1 to " + MAX_ROWS + ": rows=" + rows);
        }
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("coverage must be above 0 and below 1: coverage=" + coverage);
        }
        double[][] expected = new double[features.size()][rows];
        double[][] low = new double[features.size()][rows];
        double[][] high = new double[features.size()][rows];
        for (int feature = 0; feature < features.size(); feature++) {
            trajectory.run(state, feature, Math.max(rows, FARTHEST), (1 - coverage) / 2);
            double[] below = distances(trajectory.low);
            double[] above = distances(trajectory.high);
            double[] bends = bends();
            for (int row = 0; row < rows; row++) {
                double middle = path == ForecastPath.HORIZONS
                        ? trajectory.profile[row] + fading(trajectory.beyondProfile, row + 1)
                        : trajectory.next[row] + straight(bends, row + 1);
                expected[feature][row] = trajectory.value(middle);
                low[feature][row] = trajectory.value(Trajectory.within(middle) - growing(below, row + 1));
                high[feature][row] = trajectory.value(Trajectory.within(middle) + growing(above, row + 1));
            }
        }
        return new SeriesForecast(features.names(), coverage, times(state, rows), expected, low, high);
    }

    /** How far the fed-back path is from the network's own horizons. */
    private double[] bends() {
        double[] bends = new double[ROWS_AHEAD.length];
        for (int index = 0; index < bends.length; index++) {
            bends[index] = trajectory.mean[index] - trajectory.next[ROWS_AHEAD[index] - 1];
        }
        return bends;
    }

    /** Squared distances of a band's ends from the middle, at the horizons; none is smaller than the one before. */
    private double[] distances(double[] ends) {
        double[] squares = new double[ends.length];
        double largest = 0;
        for (int index = 0; index < ends.length; index++) {
            double distance = ends[index] - trajectory.mean[index];
            largest = Math.max(largest, distance * distance);
            squares[index] = largest;
        }
        return squares;
    }

    /** What stands at the horizons, on straight lines between them, constant after the last. */
    private static double straight(double[] atHorizons, int ahead) {
        int left = left(ahead);
        if (left == LAST) {
            return atHorizons[LAST];
        }
        double part = (double) (ahead - ROWS_AHEAD[left]) / (ROWS_AHEAD[left + 1] - ROWS_AHEAD[left]);
        return atHorizons[left] + part * (atHorizons[left + 1] - atHorizons[left]);
    }

    /** The same, but after the last horizon it fades with the rows ahead. */
    private static double fading(double[] atHorizons, int ahead) {
        return straight(atHorizons, ahead) * Math.min(1, (double) ROWS_AHEAD[LAST] / ahead);
    }

    /** The root of what stands at the horizons, on straight lines over the logarithm of the rows ahead, and beyond. */
    private static double growing(double[] squares, int ahead) {
        int left = Math.min(left(ahead), LAST - 1);
        double from = Functions.log(ROWS_AHEAD[left]);
        double part = (Functions.log(ahead) - from) / (Functions.log(ROWS_AHEAD[left + 1]) - from);
        return Math.sqrt(squares[left] + part * (squares[left + 1] - squares[left]));
    }

    /** The last horizon that is not farther than so many rows ahead. */
    private static int left(int ahead) {
        int left = 0;
        while (left < LAST && ROWS_AHEAD[left + 1] <= ahead) {
            left++;
        }
        return left;
    }

    private static long[] times(SeriesState state, int rows) {
        long last = state.i64(SeriesStateLayout.LAST_EVENT_TIME);
        double gapMs = state.f32(SeriesStateLayout.TYPICAL_GAP) * MS_PER_SECOND;
        long[] times = new long[rows];
        for (int row = 0; row < rows; row++) {
            times[row] = last + Math.round((row + 1) * gapMs);
        }
        return times;
    }

    private void requireOwn(SeriesState state) {
        boolean own = state.isOfModel(modelSha256) && state.i64(SeriesStateLayout.FEATURE_SET_HASH) == features.hash();
        if (!own || state.u32(SeriesStateLayout.ROWS) == 0) {
            throw new IllegalArgumentException(
                    "state must be of model " + model.identity().sha256() + " and features " + features.names()
                            + ", with at least one row: " + state.header());
        }
    }
}
