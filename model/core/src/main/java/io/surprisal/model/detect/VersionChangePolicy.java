package io.surprisal.model.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.VersionChange;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.score.ChannelStatistics;
import io.surprisal.model.score.TailCounts;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.Arrays;

/**
 * What becomes of a series' state when other weights, or another set of features, take over; applied lazily at the
 * series' next observation. It depends on the state's bytes and the new model alone.
 *
 * <ul>
 *   <li>{@code REPLAY}: the last rows are run through the new network, which rebuilds h and c. The residual scale is
 *       multiplied by how much larger the new network's residuals are there than the old one's were, and what was
 *       counted of its residuals keeps the weight of 500 rows at most.
 *   <li>{@code KEEP}: nothing but the stamp changes; only for a model whose parent is the stamped one and which has the
 *       same shape, otherwise {@code REPLAY}.
 *   <li>{@code RESET}: network, residual scales, principal components and all counts but those of levels begin anew, and
 *       the series warms up again.
 * </ul>
 *
 * <p>Normaliser, profile and level counts survive all three, and so do pending far forecasts but for {@code RESET}. A
 * feature that was not in the set before begins anew, and what the features show together keeps the weight of 500 rows at
 * most, as do the residual scales.
 */
public final class VersionChangePolicy {

    /** The weight, in rows, that remains to what was learnt of another network's residuals. */
    static final int REMAINING_ROWS = 500;

    private static final double LARGEST_FACTOR = 8;
    private static final double RESIDUAL_FLOOR = 0.005;

    private final ModelSnapshot model;
    private final FeatureSet features;
    private final NetworkReplay replay;

    VersionChangePolicy(ModelSnapshot model, FeatureSet features, Forecaster forecaster, RecurrentState scratch) {
        this.model = model;
        this.features = features;
        this.replay = new NetworkReplay(model.spec(), forecaster, scratch, features.size());
    }

    /** Makes a state one of this model and these features: the same object where the layout is the same. */
    SeriesState apply(SeriesState state) {
        SeriesStateLayout layout = SeriesStateLayout.of(model.spec(), features.size());
        boolean sameFeatures = state.i64(SeriesStateLayout.FEATURE_SET_HASH) == features.hash();
        SeriesState adopted = state;
        if (!sameFeatures || !state.layout().hasNetworkOf(layout)) {
            adopted = StateFactory.create(model, features);
            if (!StateTransfer.transfer(state, adopted, features)) {
                return adopted;
            }
            if (!sameFeatures) {
                limitJointCounts(adopted);
                limitScaleRows(adopted);
            }
        }
        String before = state.modelSha256();
        if (!before.equals(model.identity().sha256())) {
            change(adopted, before, state.layout().hasNetworkOf(layout));
        }
        return adopted;
    }

    private void change(SeriesState state, String before, boolean sameShape) {
        switch (policy(before, sameShape)) {
            case REPLAY -> replay(state);
            case KEEP -> {}
            case RESET -> reset(state);
        }
        state.stampModel(model.identity().sha256(), before);
    }

    private VersionChange policy(String before, boolean sameShape) {
        ModelSpec spec = model.spec();
        boolean child = model.identity().parentSha256().filter(before::equals).isPresent();
        return spec.onVersionChange() == VersionChange.KEEP && !(child && sameShape)
                ? VersionChange.REPLAY
                : spec.onVersionChange();
    }

    private void replay(SeriesState state) {
        replay.run(state);
        for (int feature = 0; feature < features.size(); feature++) {
            double running = ChannelStatistics.runningResidual(state, feature);
            double factor = (replay.meanResidual(feature) + RESIDUAL_FLOOR) / (running + RESIDUAL_FLOOR);
            if (!Double.isNaN(factor)) {
                double limited = Math.min(Math.max(factor, 1 / LARGEST_FACTOR), LARGEST_FACTOR);
                ChannelStatistics.rescale(state, feature, limited);
            }
            limitCounts(state, feature);
        }
        if (!state.layout().isUnivariate()) {
            limitJointCounts(state);
        }
        limitScaleRows(state);
    }

    /** So that residual scales, and how a new feature goes with the others, are learnt soon. */
    private static void limitScaleRows(SeriesState state) {
        long rows = Math.min(state.u32(SeriesStateLayout.SCALE_ROWS), REMAINING_ROWS);
        state.putI32(SeriesStateLayout.SCALE_ROWS, (int) rows);
    }

    private static void limitCounts(SeriesState state, int feature) {
        int at = state.layout().tailCounts(feature);
        if (!state.layout().isUnivariate()) {
            TailCounts.FEATURE.limit(state, at, REMAINING_ROWS);
            return;
        }
        TailCounts.SURPRISE.limit(state, at, REMAINING_ROWS);
        TailCounts.DRIFT.limit(state, driftCounts(state, feature), REMAINING_ROWS);
        TailCounts.SUSTAINED.limit(state, sustainedCounts(state, feature), REMAINING_ROWS);
    }

    /** What the features show together: all of it depends on the network but for the relation between them. */
    private static void limitJointCounts(SeriesState state) {
        for (int channel = 0; channel < SeriesStateLayout.JOINT_CHANNELS; channel++) {
            TailCounts.JOINT.limit(state, state.layout().jointCounts(channel), REMAINING_ROWS);
        }
    }

    private static void reset(SeriesState state) {
        SeriesStateLayout layout = state.layout();
        for (int feature = 0; feature < layout.features(); feature++) {
            ChannelStatistics.reset(state, feature);
            clear(state, layout.hidden(feature), layout.profileMeans(feature));
            clear(state, layout.farForecasts(feature), layout.values(feature));
            int counts = layout.tailCounts(feature);
            if (layout.isUnivariate()) {
                clear(state, counts, levelCounts(state, feature));
                clear(state, variabilityCounts(state, feature), counts + layout.tailBins() * Short.BYTES);
            } else {
                clear(state, counts, counts + layout.tailBins() * Short.BYTES);
                clear(state, layout.components(feature), layout.components(feature) + layout.relationBytes());
            }
        }
        if (!layout.isUnivariate()) {
            clear(state, layout.jointMeans(), layout.block(0));
        }
        state.putI32(SeriesStateLayout.SCALE_ROWS, 0);
        state.putU8(SeriesStateLayout.WARM_UP_ROWS, Detector.WARM_UP_ROWS);
    }

    private static void clear(SeriesState state, int from, int to) {
        Arrays.fill(state.bytes(), from, to, (byte) 0);
    }

    private static int driftCounts(SeriesState state, int feature) {
        return state.layout().tailCounts(feature) + TailCounts.SURPRISE.bytes();
    }

    private static int levelCounts(SeriesState state, int feature) {
        return driftCounts(state, feature) + TailCounts.DRIFT.bytes();
    }

    private static int variabilityCounts(SeriesState state, int feature) {
        return levelCounts(state, feature) + TailCounts.LEVEL.bytes();
    }

    private static int sustainedCounts(SeriesState state, int feature) {
        return variabilityCounts(state, feature) + TailCounts.VARIABILITY.bytes();
    }
}
