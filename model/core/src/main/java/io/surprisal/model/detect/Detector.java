package io.surprisal.model.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.HexFormat;
import java.util.List;
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
    private final byte[] modelSha256;
    private final VersionChangePolicy versionChange;

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
        this.modelSha256 = HexFormat.of().parseHex(model.identity().sha256());
        this.versionChange = new VersionChangePolicy(model, this.features);
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
        return SeriesState.create(model.spec(), model.identity().sha256(), features, WARM_UP_ROWS)
                .bytes();
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
     * Takes one observation into a series' state, in place, and says what it is.
     *
     * @param state a state of this model and these features, see {@link #adopt}
     * @throws IllegalArgumentException if the state is another model's, or the observation has another number of
     *     features or covariates
     */
    public Verdict detect(SeriesState state, Observation observation) {
        if (!isOwn(state)) {
            throw new IllegalArgumentException("state must be of model "
                    + model.identity().sha256() + " and features " + features.names() + ": " + state.header());
        }
        throw new UnsupportedOperationException("not yet: " + observation + explain);
    }

    private boolean isOwn(SeriesState state) {
        return state.isOfModel(modelSha256) && state.i64(SeriesStateLayout.FEATURE_SET_HASH) == features.hash();
    }
}
