package io.surprisal.model.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;

/**
 * What becomes of a series' state when other weights, or another set of features, take over; applied lazily at the
 * series' next observation.
 */
public final class VersionChangePolicy {

    private final ModelSnapshot model;
    private final FeatureSet features;

    VersionChangePolicy(ModelSnapshot model, FeatureSet features) {
        this.model = model;
        this.features = features;
    }

    SeriesState apply(SeriesState state) {
        SeriesState fresh = StateFactory.create(model, features);
        fresh.putI64(SeriesStateLayout.ALIAS_EPOCH, state.i64(SeriesStateLayout.ALIAS_EPOCH));
        return fresh;
    }
}
