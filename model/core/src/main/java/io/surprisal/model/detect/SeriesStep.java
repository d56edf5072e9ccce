package io.surprisal.model.detect;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.model.score.Channel;
import io.surprisal.model.score.ChannelStatistics;
import io.surprisal.model.score.TailCounts;
import io.surprisal.model.series.DailyProfile;
import io.surprisal.model.series.FarForecasts;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.RecentRows;
import io.surprisal.model.series.RecurrentBytes;
import io.surprisal.model.series.RowClock;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;

/**
 * Takes a series through one row. For each feature: network inputs, forecast, residual, statistics and their tails; then
 * normaliser and profile learn the value. A missing value is replaced by the forecast, and only the network moves on.
 */
final class SeriesStep {

    private static final TailCounts[] TAILS = {
        TailCounts.SURPRISE, TailCounts.DRIFT, TailCounts.LEVEL, TailCounts.VARIABILITY, TailCounts.SUSTAINED
    };

    /** A series' tails rest on the n rows that were counted since they began: s n / (n + 30). */
    private static final double YOUTH_ROWS = 30;

    /** By then the principal components have found a feature that came late; in a young series, half of its rows. */
    private static final long SETTLED_ROWS = 500;

    /** The profile takes part in what is expected far ahead from this confidence on. */
    private static final double CONFIDENT = 0.3;

    /** Imputed values stay within about 1,500 deviations, whatever a network says. */
    private static final double LARGEST_IMPUTED_Y = 8;

    private final Forecaster forecaster;
    private final Forecast forecast = new Forecast();
    private final RecurrentState recurrent;
    private final RowClock clock = new RowClock();
    private final NetworkInputs inputs = new NetworkInputs();
    private final float[] input;
    private final Normaliser normaliser = new Normaliser();
    private final DailyProfile profile = new DailyProfile();
    private final ChannelStatistics statistics = new ChannelStatistics();
    private final ContaminationGuard guard = new ContaminationGuard();
    private final JointStatistics joint;
    private final Row row;

    /**
     * A step with a network.
     *
     * @param recurrent scratch space
     * @param features F
     */
    SeriesStep(ModelSpec spec, Forecaster forecaster, RecurrentState recurrent, int features) {
        this.forecaster = forecaster;
        this.recurrent = recurrent;
        this.input = new float[spec.inputSize()];
        this.row = new Row(features);
        this.joint = new JointStatistics(features);
    }

    /** What the last row showed; overwritten by the next. */
    Row row() {
        return row;
    }

    /**
     * Takes an observation in that has at least one value.
     *
     * @return the combined statistic s; 0 during the warm-up
     */
    double advance(SeriesState state, Observation observation) {
        boolean warm = state.u8(SeriesStateLayout.WARM_UP_ROWS) == 0;
        long counted = state.u32(SeriesStateLayout.SCALE_ROWS);
        row.clear();
        guard.begin(state);
        clock.advance(state, observation.eventTimeMs());
        inputs.fillShared(clock, observation, input);
        RecurrentBytes.read(state, recurrent.values());
        RecentRows.putGap(state, clock.logGap());
        for (int feature = 0; feature < row.features(); feature++) {
            advance(state, feature, observation.value(feature), warm);
        }
        if (!state.layout().isUnivariate()) {
            joint.learn(state, row, guard);
        }
        if (guard.isCounted()) {
            DailyProfile.visit(state, clock.now()); // else the hour would count a value that it did not learn
        }
        RecurrentBytes.write(state, recurrent.values());
        state.increment(SeriesStateLayout.ROWS);
        state.increment(SeriesStateLayout.SCALE_ROWS);
        double statistic = warm ? row.combinedChannels() * counted / (counted + YOUTH_ROWS) : 0;
        ContaminationGuard.end(state, statistic);
        return statistic;
    }

    private void advance(SeriesState state, int feature, double value, boolean warm) {
        normaliser.load(state, feature);
        inputs.fill(state, feature, clock, normaliser, input);
        forecaster.step(input, recurrent, feature, forecast);
        double expected = forecast.mean(Horizon.NEXT);
        row.expected[feature] = expected;
        row.deviation[feature] = forecast.deviation(Horizon.NEXT);
        row.centre[feature] = normaliser.centre();
        row.scale[feature] = normaliser.scale();
        double farExpected = farExpected(state, feature);
        if (state.layout().farForecastCount() > 0) {
            FarForecasts.put(state, feature, forecast.mean(Horizon.ROWS_96));
        }
        if (Double.isNaN(value)) {
            impute(feature);
        } else {
            row.y[feature] = normaliser.observedY(value);
            // While a series warms up, what its features show together is counted as well as it is known.
            long enough = warm ? Detector.WARM_UP_ROWS : 1;
            row.judged[feature] = normaliser.seen() >= enough && !normaliser.isUnvaried(value);
            row.settled[feature] =
                    normaliser.seen() >= Math.min(SETTLED_ROWS, state.u32(SeriesStateLayout.SCALE_ROWS) / 2);
            score(state, feature, farExpected);
            learn(state, feature, value);
        }
        RecentRows.putY(state, feature, row.y[feature]);
        state.putF32(state.layout().block(feature) + SeriesStateLayout.LAST_PROFILE, (float) inputs.profileY());
        normaliser.store(state, feature);
    }

    /** What was expected of the row long before: the forecast made then, the profile, or the mean of both. */
    private double farExpected(SeriesState state, int feature) {
        boolean confident = inputs.confidence() > CONFIDENT;
        if (state.layout().farForecastCount() == 0) {
            return confident ? inputs.profileY() : inputs.lastY();
        }
        double due = FarForecasts.due(state, feature);
        return confident ? 0.5 * (inputs.profileY() + due) : due;
    }

    private void impute(int feature) {
        double y = Math.min(Math.max(row.expected[feature], -LARGEST_IMPUTED_Y), LARGEST_IMPUTED_Y);
        row.imputed[feature] = true;
        row.y[feature] = normaliser.seen() == 0 ? 0 : y;
        if (normaliser.seen() > 0) {
            normaliser.impute(y);
        }
    }

    private void score(SeriesState state, int feature, double farExpected) {
        long rows = Math.min(normaliser.seen(), state.u32(SeriesStateLayout.SCALE_ROWS));
        statistics.load(state, feature);
        statistics.learn(
                row.y[feature],
                inputs.lastY(),
                row.expected[feature],
                row.deviation[feature],
                farExpected,
                rows,
                guard.weight());
        statistics.store(state, feature);
        int at = state.layout().tailCounts(feature);
        if (state.layout().isUnivariate()) {
            for (int channel = 0; channel < TAILS.length; channel++) {
                double statistic = statistics.statistic(row.channels.get(channel));
                double tail = TAILS[channel].learn(state, at, statistic, guard.isCounted());
                row.channelTails[channel] = row.judged[feature] ? tail : 0;
                at += TAILS[channel].bytes();
            }
            return;
        }
        double tail = TailCounts.FEATURE.learn(state, at, unlikeItself(), guard.isCounted());
        row.tails[feature] = row.judged[feature] ? tail : 0;
    }

    /** How rare surprise, drift and variability of one of several features are by their priors, √Σ a². */
    private double unlikeItself() {
        double surprise = TailCounts.SURPRISE.priorTail(statistics.statistic(Channel.SURPRISE));
        double drift = TailCounts.DRIFT.priorTail(statistics.statistic(Channel.DRIFT));
        double variability = TailCounts.VARIABILITY.priorTail(statistics.statistic(Channel.VARIABILITY));
        return Math.sqrt(surprise * surprise + drift * drift + variability * variability);
    }

    private void learn(SeriesState state, int feature, double value) {
        if (guard.isCounted()) {
            normaliser.learn(value);
            profile.learn(state, feature, clock.now(), normaliser, value, clock.typicalGap());
        } else {
            normaliser.pass(value);
        }
        if (guard.isHolding()) {
            normaliser.remind(row.expected[feature], ContaminationGuard.FED_BACK);
        }
        DailyProfile.reanchor(state, feature, normaliser);
    }
}
