package io.surprisal.model.detect;

import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.recognition.Recognition;
import io.surprisal.model.score.Channel;
import io.surprisal.model.score.ScoreScale;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import java.util.ArrayList;
import java.util.List;

/** Says in the unit of the values why a row has its score. */
final class Explainer {

    private final FeatureSet features;

    Explainer(FeatureSet features) {
        this.features = features;
    }

    Explanation explain(SeriesState state, Row row, Observation observation, double rarity, Recognition recognizedAs) {
        double[] contributions = row.contributions();
        return new Explanation(
                channels(row, rarity),
                features(row, observation, contributions),
                Row.largest(contributions),
                state.olderForecastModel().orElse(""),
                recognizedAs);
    }

    /** Whether a policy lets a row be an alert, by the feature that contributes most. */
    boolean isAllowed(AlertPolicy policy, Row row, Observation observation) {
        if (!policy.isSelective()) {
            return true;
        }
        int top = Row.largest(row.contributions());
        return policy.allows(observation.value(top), row.inUnits(top, row.expected[top]));
    }

    private static List<ChannelScore> channels(Row row, double rarity) {
        double[] parts = row.channelParts();
        List<ChannelScore> scores = new ArrayList<>(parts.length);
        for (int index = 0; index < parts.length; index++) {
            Channel channel = row.channels.get(index);
            scores.add(new ChannelScore(channel, row.channelTails[index], ScoreScale.score(rarity * parts[index])));
        }
        return scores;
    }

    private List<FeatureExplanation> features(Row row, Observation observation, double[] contributions) {
        List<FeatureExplanation> explanations = new ArrayList<>(row.features());
        for (int feature = 0; feature < row.features(); feature++) {
            explanations.add(feature(row, feature, observation.value(feature), contributions[feature]));
        }
        return explanations;
    }

    private FeatureExplanation feature(Row row, int feature, double value, double contribution) {
        double expected = row.inUnits(feature, row.expected[feature]);
        double observed = row.imputed[feature] ? row.inUnits(feature, row.y[feature]) : value;
        return new FeatureExplanation(
                features.names().get(feature),
                observed,
                expected,
                row.spread(feature),
                contribution,
                observed >= expected ? Direction.ABOVE : Direction.BELOW,
                row.imputed[feature]);
    }
}
