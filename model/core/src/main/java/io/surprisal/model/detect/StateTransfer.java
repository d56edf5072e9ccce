package io.surprisal.model.detect;

import static io.surprisal.model.series.SeriesStateLayout.FEATURE_SET_HASH;
import static io.surprisal.model.series.SeriesStateLayout.MODEL_SHA256;
import static io.surprisal.model.series.SeriesStateLayout.MOMENTS_BYTES;
import static io.surprisal.model.series.SeriesStateLayout.NAME_HASH;
import static io.surprisal.model.series.SeriesStateLayout.SKIP;

import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;

/** Carries what survives from one state of a series into one of another shape or another set of features. */
final class StateTransfer {

    private static final int NOT_THERE = -1;

    private final SeriesState from;
    private final SeriesState to;

    private StateTransfer(SeriesState from, SeriesState to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Fills a fresh state from an older one: guard, clock and counts, the profile's visits, and all that is known of the
     * features that both have; h and c only where the shape is the same. A feature that is new begins to warm up.
     *
     * @return whether anything could be carried: with one feature much is stored otherwise than with several, so that
     *     nothing goes from one to the other, and nothing where no feature is in both
     */
    static boolean transfer(SeriesState from, SeriesState to, FeatureSet features) {
        StateTransfer transfer = new StateTransfer(from, to);
        boolean comparable = from.layout().isUnivariate() == to.layout().isUnivariate();
        if (!comparable || !transfer.sharesFeature(features)) {
            return false;
        }
        transfer.copyHeader();
        transfer.copyShared();
        for (int feature = 0; feature < features.size(); feature++) {
            int source = transfer.source(features.nameHash(feature));
            if (source != NOT_THERE) {
                transfer.copyFeature(source, feature);
            }
        }
        return true;
    }

    private boolean sharesFeature(FeatureSet features) {
        for (int feature = 0; feature < features.size(); feature++) {
            if (source(features.nameHash(feature)) != NOT_THERE) {
                return true;
            }
        }
        return false;
    }

    private int source(int nameHash) {
        for (int feature = 0; feature < from.layout().features(); feature++) {
            if (from.i32(from.layout().block(feature) + NAME_HASH) == nameHash) {
                return feature;
            }
        }
        return NOT_THERE;
    }

    /** All of the header but the shape, which stands at its start and its end, and the features' hash. */
    private void copyHeader() {
        copy(MODEL_SHA256, MODEL_SHA256, SKIP - MODEL_SHA256);
        if (from.i64(FEATURE_SET_HASH) != to.i64(FEATURE_SET_HASH)) {
            to.putI64(SeriesStateLayout.LAST_VALUES_HASH, 0);
        }
    }

    private void copyShared() {
        int start = from.layout().gaps();
        copy(start, to.layout().gaps(), from.layout().block(0) - start);
    }

    private void copyFeature(int source, int target) {
        SeriesStateLayout old = from.layout();
        SeriesStateLayout layout = to.layout();
        copy(old.block(source), layout.block(target), MOMENTS_BYTES);
        copy(old.profileMeans(source), layout.profileMeans(target), layout.buckets() * Float.BYTES);
        copy(old.profileRatios(source), layout.profileRatios(target), layout.profileRatioCount() * Short.BYTES);
        copy(old.values(source), layout.values(target), layout.window() * Short.BYTES);
        copy(old.tailCounts(source), layout.tailCounts(target), layout.tailBins() * Short.BYTES);
        copy(old.components(source), layout.components(target), layout.relationBytes());
        if (old.farForecastCount() == layout.farForecastCount()) {
            int farBytes = layout.values(target) - layout.farForecasts(target);
            copy(old.farForecasts(source), layout.farForecasts(target), farBytes);
        }
        if (old.hasNetworkOf(layout)) {
            int recurrentBytes = layout.profileMeans(target) - layout.hidden(target);
            copy(old.hidden(source), layout.hidden(target), recurrentBytes);
        }
    }

    private void copy(int source, int target, int length) {
        System.arraycopy(from.bytes(), source, to.bytes(), target, length);
    }
}
