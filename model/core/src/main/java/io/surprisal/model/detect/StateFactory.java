package io.surprisal.model.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.score.ChannelStatistics;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;

/** Makes the state of a series of which nothing is known yet. */
final class StateFactory {

    private StateFactory() {}

    static SeriesState create(ModelSnapshot model, FeatureSet features) {
        SeriesState state =
                SeriesState.create(model.spec(), model.identity().sha256(), features, Detector.WARM_UP_ROWS);
        for (int feature = 0; feature < features.size(); feature++) {
            ChannelStatistics.reset(state, feature);
        }
        return state;
    }
}
