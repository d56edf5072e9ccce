package io.surprisal.model.detect;

import io.surprisal.model.forecast.InputLayout;
import io.surprisal.model.math.Functions;
import io.surprisal.model.series.DailyProfile;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.RowClock;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;

/**
 * Fills the network's inputs for a feature of the present row from the series' state; nothing of the row itself is used
 * but its time and its covariates. Also keeps the profile's reading for the row, which the drift channel looks at.
 */
final class NetworkInputs {

    private static final double GAP_LIMIT = 3;
    private static final double YOUTH_ROWS = 200;

    private final DailyProfile profile = new DailyProfile();
    private double lastY;
    private double profileY;
    private double confidence;

    /** Fills in what is the same for all features of a row. */
    void fillShared(RowClock clock, Observation observation, float[] inputs) {
        fillTime(clock, inputs);
        for (int index = 0; index < observation.covariates(); index++) {
            double value = observation.covariate(index);
            inputs[InputLayout.COVARIATES + index] = Double.isNaN(value) ? 0 : (float) Functions.asinh(value);
        }
    }

    /** Fills in what follows from the row's time alone. */
    void fillTime(RowClock clock, float[] inputs) {
        double partOfDay = clock.now().partOfDay();
        inputs[InputLayout.GAP] = (float) Math.min(Math.max(clock.logGap(), -GAP_LIMIT), GAP_LIMIT);
        inputs[InputLayout.DAY_SINE] = (float) Functions.sinOfTurns(partOfDay);
        inputs[InputLayout.DAY_COSINE] = (float) Functions.cosOfTurns(partOfDay);
    }

    /** Fills in what is a feature's own. */
    void fill(SeriesState state, int feature, RowClock clock, Normaliser normaliser, float[] inputs) {
        lastY = normaliser.lastY();
        double lastProfile = state.f32(state.layout().block(feature) + SeriesStateLayout.LAST_PROFILE);
        fillProfile(state, feature, clock, normaliser, inputs);
        fillRecent(lastY, lastY - normaliser.secondLastY(), lastProfile, normaliser.fastMeanY(), inputs);
        fillYouth(normaliser.seen(), inputs);
    }

    /** Fills in what the last rows were; the profile must have been filled in before. */
    void fillRecent(double last, double change, double lastProfile, double smoothed, float[] inputs) {
        inputs[InputLayout.LAST] = (float) last;
        inputs[InputLayout.CHANGE] = (float) change;
        inputs[InputLayout.PROFILE_RESIDUAL] = (float) ((last - lastProfile) * confidence);
        inputs[InputLayout.SMOOTHED] = (float) smoothed;
    }

    /** Fills in how young the series is; before its first row it is as young as can be. */
    void fillYouth(long rows, float[] inputs) {
        inputs[InputLayout.YOUTH] = (float) Functions.exp(-Math.max(rows, 0) / YOUTH_ROWS);
    }

    /** Fills in what the daily profile says. */
    void fillProfile(SeriesState state, int feature, RowClock clock, Normaliser normaliser, float[] inputs) {
        profile.readAhead(state, feature, clock.near(), normaliser, clock.typicalGap());
        inputs[InputLayout.PROFILE_24] = (float) (profile.y(normaliser) * profile.confidence());
        profile.readAhead(state, feature, clock.far(), normaliser, clock.typicalGap());
        inputs[InputLayout.PROFILE_96] = (float) (profile.y(normaliser) * profile.confidence());
        profile.read(state, feature, clock.now(), normaliser, clock.typicalGap());
        profileY = profile.y(normaliser);
        confidence = profile.confidence();
        inputs[InputLayout.PROFILE] = (float) (profileY * confidence);
        inputs[InputLayout.PROFILE_SPREAD] = (float) (profile.spread(normaliser) * confidence);
        inputs[InputLayout.CONFIDENCE] = (float) confidence;
    }

    /** y of the last row, as {@link #fill} read it. */
    double lastY() {
        return lastY;
    }

    /** S, the profile's reading for the row, normalised. */
    double profileY() {
        return profileY;
    }

    /** How much that reading can be trusted, 0 to 1. */
    double confidence() {
        return confidence;
    }
}
