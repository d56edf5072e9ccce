package io.surprisal.model.detect;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.model.math.Functions;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.RecentRows;
import io.surprisal.model.series.RecurrentBytes;
import io.surprisal.model.series.RowClock;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.Arrays;

/**
 * Runs a network from zero through the last W rows of a series, with today's normaliser and profile held fixed, and so
 * rebuilds h and c. The times of the rows are rebuilt backwards from their gaps; covariates are not remembered and are
 * taken as missing. Approximate, and the same for the same bytes.
 */
final class NetworkReplay {

    /** Residuals of the network's first rows say more of its start from zero than of the network. */
    private static final int ROWS_JUDGED = 32;

    private static final double LARGEST_RESIDUAL = 3;

    private final Forecaster forecaster;
    private final Forecast forecast = new Forecast();
    private final RecurrentState recurrent;
    private final RowClock clock = new RowClock();
    private final NetworkInputs inputs = new NetworkInputs();
    private final Normaliser normaliser = new Normaliser();
    private final float[] input;
    private final double[] meanResiduals;

    /**
     * A replay through a network.
     *
     * @param recurrent scratch space
     * @param features F
     */
    NetworkReplay(ModelSpec spec, Forecaster forecaster, RecurrentState recurrent, int features) {
        this.forecaster = forecaster;
        this.recurrent = recurrent;
        this.input = new float[spec.inputSize()];
        this.meanResiduals = new double[features];
    }

    /** Replaces h and c of all features. */
    void run(SeriesState state) {
        recurrent.clear();
        double[] seconds = seconds(state);
        for (int feature = 0; feature < meanResiduals.length; feature++) {
            meanResiduals[feature] = run(state, feature, seconds);
        }
        RecurrentBytes.write(state, recurrent.values());
    }

    /** The mean size of a feature's residuals in the rows of the last run; NaN where there were too few rows. */
    double meanResidual(int feature) {
        return meanResiduals[feature];
    }

    private double run(SeriesState state, int feature, double[] seconds) {
        normaliser.load(state, feature);
        if (normaliser.seen() == 0) {
            return Double.NaN;
        }
        Arrays.fill(input, 0);
        int oldest = RecentRows.count(state);
        double smoothed = normaliser.value(RecentRows.y(state, feature, Math.max(oldest, 1)));
        double lastProfile = 0;
        double sum = 0;
        for (int back = oldest - 1; back >= 1; back--) {
            double last = RecentRows.y(state, feature, back + 1);
            double secondLast = RecentRows.y(state, feature, Math.min(back + 2, oldest));
            smoothed += Normaliser.FAST_RATE * (normaliser.value(last) - smoothed);
            clock.revisit(state, seconds[back], RecentRows.logGap(state, back));
            inputs.fillTime(clock, input);
            inputs.fillProfile(state, feature, clock, normaliser, input);
            inputs.fillRecent(last, last - secondLast, lastProfile, normaliser.normalise(smoothed), input);
            inputs.fillYouth(normaliser.seen() - back, input);
            forecaster.step(input, recurrent, feature, forecast);
            lastProfile = inputs.profileY();
            if (back <= ROWS_JUDGED) {
                double residual = RecentRows.y(state, feature, back) - forecast.mean(Horizon.NEXT);
                sum += Math.min(Math.abs(residual), LARGEST_RESIDUAL);
            }
        }
        return oldest > ROWS_JUDGED / 2 ? sum / Math.min(oldest - 1, ROWS_JUDGED) : Double.NaN;
    }

    /** Seconds since the epoch of the row that is so many rows back; the last row is 1 back. */
    private static double[] seconds(SeriesState state) {
        double[] seconds = new double[RecentRows.count(state) + 1];
        double typicalGap = state.f32(SeriesStateLayout.TYPICAL_GAP);
        double time = state.i64(SeriesStateLayout.LAST_EVENT_TIME) / 1_000.0;
        for (int back = 1; back < seconds.length; back++) {
            seconds[back] = time;
            time -= typicalGap * Functions.exp(RecentRows.logGap(state, back));
        }
        return seconds;
    }
}
