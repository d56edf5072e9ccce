package io.surprisal.model.detect;

import io.surprisal.model.Calibration;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.recognition.Recognition;
import io.surprisal.model.score.ScoreScale;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scores the observations of any number of series with one version of a model. All that it knows of a series is in the
 * state that it is given; the detector itself is the same after each observation. Same state and same observation give
 * the same bits, on every machine.
 *
 * <p>Not thread-safe: make one for each task and model.
 */
public final class Detector {

    /** Rows of a new series that are learnt before the first is scored. */
    public static final int WARM_UP_ROWS = 50;

    private final ModelSnapshot model;
    private final FeatureSet features;
    private final Explain explain;
    private final long featureSetHash;
    private final byte[] modelSha256;
    private final Curve curve;
    private final ObservationGuard guard;
    private final SeriesStep step;
    private final RowReading reading;
    private final RefractoryPeriod refractoryPeriod;
    private final Explainer explainer;
    private final VersionChangePolicy versionChange;
    private final Recognizer recognizer;

    /** A detector for features that have no names; they are called 0, 1, 2 and so on. */
    public Detector(ModelSnapshot model, int features) {
        this(model, IntStream.range(0, features).mapToObj(Integer::toString).toList(), Explain.ALERTS);
    }

    /**
     * A detector for named features.
     *
     * @param features names of the features in the order of every observation's values
     * @throws IllegalArgumentException if the model was made for other features
     */
    public Detector(ModelSnapshot model, List<String> features, Explain explain) {
        List<String> required = model.spec().features();
        if (!required.isEmpty() && !required.equals(features)) {
            throw new IllegalArgumentException(
                    "features must be those of the model: model=" + required + ", features=" + features);
        }
        this.model = model;
        this.features = new FeatureSet(features);
        this.explain = explain;
        this.featureSetHash = this.features.hash();
        this.modelSha256 = HexFormat.of().parseHex(model.identity().sha256());
        Calibration calibration = model.calibration();
        this.curve = features.size() == 1 ? calibration.univariate() : calibration.multivariate();
        this.guard = new ObservationGuard(this.features, model.spec().covariates());
        Forecaster forecaster = new Forecaster(model);
        RecurrentState scratch = new RecurrentState(model.spec(), this.features.size());
        this.step = new SeriesStep(model.spec(), forecaster, scratch, this.features.size());
        this.reading = new RowReading(step.row());
        this.refractoryPeriod = new RefractoryPeriod(calibration);
        this.explainer = new Explainer(this.features);
        this.versionChange = new VersionChangePolicy(model, this.features, forecaster, scratch);
        this.recognizer = new Recognizer(model, forecaster, scratch);
    }

    /** The model that it scores with. */
    public ModelSnapshot model() {
        return model;
    }

    /** The names of the features in the order of every observation's values. */
    public List<String> features() {
        return features.names();
    }

    /** The state of a series of which nothing is known yet; a new array. */
    public byte[] newState() {
        return StateFactory.create(model, features).bytes();
    }

    /**
     * The verdict on an observation that is not let in: rejected, duplicate, redelivered, late or without any value.
     * Asked of a state of any model before {@link #adopt}, it keeps such an observation from changing the version.
     *
     * @return empty if {@link #detect} would let the observation in; then the state is untouched
     * @throws IllegalArgumentException if the observation has another number of features or covariates
     */
    public Optional<Verdict> refuse(SeriesState state, Observation observation) {
        requireSizes(observation);
        return guard.refuse(state, observation);
    }

    /**
     * Makes a state one of this detector's model and features, if it is not, and notes the alias epoch.
     *
     * @param aliasEpoch which entry of the alias' schedule named the model
     * @return the state that was given, changed in place, or a new one where the layout is another
     */
    public SeriesState adopt(SeriesState state, long aliasEpoch) {
        SeriesState adopted = isOwn(state) ? state : versionChange.apply(state);
        adopted.putI64(SeriesStateLayout.ALIAS_EPOCH, aliasEpoch);
        return adopted;
    }

    /**
     * Lets a state remember the alert that another state of the same series remembers, as if the same rows had been
     * alerted.
     *
     * @param from not changed
     * @param to changed in place
     */
    public static void carryAlerts(SeriesState from, SeriesState to) {
        RefractoryPeriod.carry(from, to);
    }

    /** {@link #detect(SeriesState, Observation, AlertPolicy)} where nobody has wished anything for the series. */
    public Verdict detect(SeriesState state, Observation observation) {
        return detect(state, observation, AlertPolicy.USUAL);
    }

    /**
     * Takes one observation into a series' state, in place, and says what it is.
     *
     * @param state a state of this model and these features, see {@link #adopt}
     * @param policy which rows are alerts; the score does not depend on it. Rows that it rules out, and rows that only a
     *     threshold below the usual one lets through, do not make an incident last longer
     * @throws IllegalArgumentException if the state is another model's, or the observation has another number of
     *     features or covariates
     */
    public Verdict detect(SeriesState state, Observation observation, AlertPolicy policy) {
        requireOwn(state);
        Optional<Verdict> refused = refuse(state, observation);
        if (refused.isPresent()) {
            return refused.get();
        }
        double statistic = step.advance(state, observation);
        ObservationGuard.note(state, observation);
        Verdict verdict = judge(state, observation, policy, statistic);
        int older = state.u16(SeriesStateLayout.OLDER_FORECASTS);
        state.putU16(SeriesStateLayout.OLDER_FORECASTS, Math.max(older - 1, 0));
        return verdict;
    }

    /**
     * What a head for recognition reads of the observation that was detected last, an alert's as it is meant: what such a head
     * is trained on. The model need not have one.
     *
     * @param state as {@link #detect} left it; not changed
     * @param observation the one that was detected
     * @return [R], see {@link io.surprisal.model.TensorLayout#recognitionInputs}; a new array
     */
    public float[] recognitionInputs(SeriesState state, Observation observation) {
        requireOwn(state);
        return recognizer.inputs(state, step.row(), observation);
    }

    /** The feature that contributes most to the row that was detected last; features count from 0. */
    public int leadingFeature() {
        return Row.largest(step.row().contributions());
    }

    /** What the row that is judged last shows of each feature; always the same object. */
    public RowReading reading() {
        return reading;
    }

    /** What the last row showed. */
    Row row() {
        return step.row();
    }

    private Verdict judge(SeriesState state, Observation observation, AlertPolicy policy, double statistic) {
        int warmUp = state.u8(SeriesStateLayout.WARM_UP_ROWS);
        if (warmUp > 0) {
            state.putU8(SeriesStateLayout.WARM_UP_ROWS, warmUp - 1);
            refractoryPeriod.pass(state);
            return new Verdict.WarmingUp(warmUp - 1);
        }
        double rarity = curve.at(statistic);
        double score = ScoreScale.score(rarity);
        double threshold = policy.sensitivity().threshold(state.f32(SeriesStateLayout.TYPICAL_GAP));
        boolean above = score >= threshold;
        boolean candidate = above && refractoryPeriod.isOver(state, rarity);
        boolean allowed = above && explainer.isAllowed(policy, step.row(), observation);
        boolean alert = candidate && allowed;
        if (alert) {
            refractoryPeriod.begin(state, rarity);
        } else if (allowed && score >= Verdict.THRESHOLD) {
            // At a lower threshold normal rows come so often that an incident would never end.
            refractoryPeriod.prolong(state);
        } else {
            refractoryPeriod.pass(state);
        }
        Explanation explanation = alert || explain == Explain.EVERY_ROW
                ? explainer.explain(state, step.row(), observation, rarity, recognizedAs(alert, state, observation))
                : Explanation.NONE;
        return new Verdict.Scored(
                statistic,
                rarity,
                score,
                threshold,
                alert,
                candidate && !alert,
                step.row().anyImputed(),
                explanation);
    }

    private Recognition recognizedAs(boolean alert, SeriesState state, Observation observation) {
        return alert ? recognizer.recognize(state, step.row(), observation) : Recognition.NOT_ASKED;
    }

    private boolean isOwn(SeriesState state) {
        return state.isOfModel(modelSha256) && state.i64(SeriesStateLayout.FEATURE_SET_HASH) == featureSetHash;
    }

    private void requireOwn(SeriesState state) {
        if (!isOwn(state)) {
            throw new IllegalArgumentException("state must be of model "
                    + model.identity().sha256() + " and features " + features.names() + ": " + state.header());
        }
    }

    private void requireSizes(Observation observation) {
        int covariates = model.spec().covariates().size();
        if (observation.features() != features.size() || observation.covariates() != covariates) {
            throw new IllegalArgumentException("observation must have " + features.size() + " features and "
                    + covariates + " covariates: features=" + observation.features() + ", covariates="
                    + observation.covariates());
        }
    }
}
