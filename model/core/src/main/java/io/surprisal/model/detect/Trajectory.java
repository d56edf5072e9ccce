package io.surprisal.model.detect;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.model.forecast.InputLayout;
import io.surprisal.model.math.Functions;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.RecurrentBytes;
import io.surprisal.model.series.RowClock;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a network on beyond the last row of a series, one feature at a time: each forecast of the next row is taken for that
 * row. Normaliser and profile stay as they are, rows come at the typical gap, covariates are missing. Works on a copy of the
 * state. Holds one feature's run at a time; not thread-safe.
 */
final class Trajectory {

    /** As far as an imputed value may be from the normaliser's centre. */
    private static final double LARGEST_Y = 8;

    private static final double MS_PER_SECOND = 1_000;

    private static final List<Horizon> HORIZONS = List.of(Horizon.values());

    private final Forecaster forecaster;
    private final Forecast forecast = new Forecast();
    private final RecurrentState recurrent;
    private final RowClock clock = new RowClock();
    private final NetworkInputs inputs = new NetworkInputs();
    private final Normaliser normaliser = new Normaliser();
    private final float[] input;

    /** The forecast of y of each row to come, made from the one before it, [R]. */
    double[] next = {};

    /** The profile's reading for each row, times its confidence, [R]. */
    double[] profile = {};

    /** y at the network's own horizons, as it says it at the last row that was seen. */
    final double[] mean = new double[HORIZONS.size()];

    /** By how much that is beyond the profile's reading times its confidence. */
    final double[] beyondProfile = new double[HORIZONS.size()];

    /** The lower end of the band at the horizons. */
    final double[] low = new double[HORIZONS.size()];

    /** The upper end of the band at the horizons. */
    final double[] high = new double[HORIZONS.size()];

    Trajectory(ModelSpec spec, Forecaster forecaster, int features) {
        this.forecaster = forecaster;
        this.recurrent = new RecurrentState(spec, features);
        this.input = new float[spec.inputSize()];
    }

    /**
     * Runs a feature on.
     *
     * @param rows R
     * @param share of the values that are to be below the bands' lower ends, and above the upper
     */
    void run(SeriesState state, int feature, int rows, double share) {
        SeriesState scratch = SeriesState.wrap(state.bytes().clone());
        RecurrentBytes.read(scratch, recurrent.values());
        normaliser.load(scratch, feature);
        Arrays.fill(input, 0);
        next = new double[rows];
        profile = new double[rows];
        double last = state.i64(SeriesStateLayout.LAST_EVENT_TIME) / MS_PER_SECOND;
        double gap = state.f32(SeriesStateLayout.TYPICAL_GAP);
        for (int row = 0; row < rows; row++) {
            clock.revisit(scratch, last + (row + 1) * gap, 0);
            inputs.fillTime(clock, input);
            inputs.fill(scratch, feature, clock, normaliser, input);
            forecaster.step(input, recurrent, feature, forecast);
            profile[row] = input[InputLayout.PROFILE];
            if (row == 0) {
                readHorizons(share);
            }
            next[row] = within(forecast.mean(Horizon.NEXT));
            normaliser.foresee(next[row]);
            scratch.putF32(scratch.layout().block(feature) + SeriesStateLayout.LAST_PROFILE, (float) inputs.profileY());
        }
    }

    /** The value, in the unit of the feature's values, that has this y; NaN if no value was ever seen. */
    double value(double y) {
        return normaliser.seen() == 0
                ? Double.NaN
                : normaliser.centre() + normaliser.scale() * Functions.sinh(within(y));
    }

    /** y held to what a value may be. */
    static double within(double y) {
        return Math.min(Math.max(y, -LARGEST_Y), LARGEST_Y);
    }

    private void readHorizons(double share) {
        for (int index = 0; index < mean.length; index++) {
            Horizon horizon = HORIZONS.get(index);
            double reading = horizon == Horizon.NEXT ? profile[0] : input[horizon.baseInput()];
            mean[index] = within(forecast.mean(horizon));
            beyondProfile[index] = mean[index] - reading;
            low[index] = within(forecast.quantile(horizon, share));
            high[index] = within(forecast.quantile(horizon, 1 - share));
        }
    }
}
