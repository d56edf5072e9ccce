package io.surprisal.model.detect;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.series.DailyProfile;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.RowClock;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a network sees of one series and what it should have forecast, row by row, by the code that the detector runs,
 * but without a network: for training one. Where a value is missing, the last one stands in for the forecast that there
 * is none of yet. Not thread-safe.
 */
public final class TrainingInputs {

    private static final String NO_MODEL = "0".repeat(64);

    private final SeriesState state;
    private final ObservationGuard guard;
    private final RowClock clock = new RowClock();
    private final NetworkInputs inputs = new NetworkInputs();
    private final Normaliser normaliser = new Normaliser();
    private final DailyProfile profile = new DailyProfile();
    private final float[][] rows; // [F × I]
    private final double[] targets; // [F]

    /**
     * A series of which nothing is known yet.
     *
     * @param spec of the network that will see the inputs
     * @param features F
     */
    public TrainingInputs(ModelSpec spec, int features) {
        List<String> names =
                IntStream.range(0, features).mapToObj(Integer::toString).toList();
        FeatureSet set = new FeatureSet(names);
        state = SeriesState.create(spec, NO_MODEL, set, Detector.WARM_UP_ROWS);
        guard = new ObservationGuard(set, spec.covariates());
        rows = new float[features][spec.inputSize()];
        targets = new double[features];
    }

    /**
     * Takes an observation in.
     *
     * @return false if the detector would not have let it in; there are no inputs of it then
     */
    public boolean advance(Observation observation) {
        return advance(observation, observation);
    }

    /**
     * Takes an observation in that is not what should have been forecast, because an incident is in it.
     *
     * @param observation what the network and the series' statistics see
     * @param usual the same row without the incident, which the targets are of
     * @return false if the detector would not have let it in; there are no inputs of it then
     */
    public boolean advance(Observation observation, Observation usual) {
        if (guard.refuse(state, observation).isPresent()) {
            return false;
        }
        clock.advance(state, observation.eventTimeMs());
        for (int feature = 0; feature < rows.length; feature++) {
            inputs.fillShared(clock, observation, rows[feature]);
            advance(feature, observation.value(feature), usual.value(feature));
        }
        DailyProfile.visit(state, clock.now());
        state.increment(SeriesStateLayout.ROWS);
        ObservationGuard.note(state, observation);
        return true;
    }

    private void advance(int feature, double value, double usual) {
        normaliser.load(state, feature);
        inputs.fill(state, feature, clock, normaliser, rows[feature]);
        if (Double.isNaN(value)) {
            targets[feature] = Double.NaN;
            if (normaliser.seen() > 0) {
                normaliser.impute(normaliser.lastY());
            }
        } else {
            targets[feature] = Double.isNaN(usual) ? Double.NaN : normaliser.observedY(usual);
            normaliser.learn(value);
            profile.learn(state, feature, clock.now(), normaliser, value, clock.typicalGap());
            DailyProfile.reanchor(state, feature, normaliser);
        }
        state.putF32(state.layout().block(feature) + SeriesStateLayout.LAST_PROFILE, (float) inputs.profileY());
        normaliser.store(state, feature);
    }

    /** The network's inputs for a feature of the last row that was let in, [I]; valid until the next row. */
    public float[] inputs(int feature) {
        return rows[feature];
    }

    /** y of a feature of that row, what the inputs are to forecast; NaN where it is missing. */
    public double target(int feature) {
        return targets[feature];
    }
}
