package io.surprisal.model.detect;

import io.surprisal.model.math.Functions;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.score.Channel;
import io.surprisal.model.score.ScoreScale;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.SeriesState;
import java.util.ArrayList;
import java.util.List;

/** Says in the unit of the values why a row has its score. */
final class Explainer {

    private static final Channel[] CHANNELS = Channel.values();

    /** Far beyond any y of a value that is let in; keeps sinh finite. */
    private static final double LARGEST_Y = 100;

    private final FeatureSet features;

    Explainer(FeatureSet features) {
        this.features = features;
    }

    Explanation explain(SeriesState state, Row row, Observation observation, double rarity) {
        int top = row.top();
        return new Explanation(
                channels(row, top, rarity),
                features(row, observation),
                top,
                state.olderForecastModel().orElse(""));
    }

    /** Whether a policy lets a row be an alert, by the feature that contributes most. */
    boolean isAllowed(AlertPolicy policy, Row row, Observation observation) {
        int top = row.top();
        return !policy.isSelective() || policy.allows(observation.value(top), inverse(row, top, row.expected[top]));
    }

    private static List<ChannelScore> channels(Row row, int top, double rarity) {
        double squares = row.squaredChannels(top);
        List<ChannelScore> scores = new ArrayList<>(CHANNELS.length);
        for (Channel channel : CHANNELS) {
            double tail = row.channelTail(top, channel.index());
            double part = squares > 0 ? tail * tail / squares : 0;
            scores.add(new ChannelScore(channel, tail, ScoreScale.score(rarity * part)));
        }
        return scores;
    }

    private List<FeatureExplanation> features(Row row, Observation observation) {
        double squares = 0;
        for (double tail : row.tails) {
            squares += tail * tail;
        }
        List<FeatureExplanation> explanations = new ArrayList<>(row.features());
        for (int feature = 0; feature < row.features(); feature++) {
            double tail = row.tails[feature];
            explanations.add(
                    feature(row, feature, observation.value(feature), squares > 0 ? tail * tail / squares : 0));
        }
        return explanations;
    }

    private FeatureExplanation feature(Row row, int feature, double value, double contribution) {
        double mean = row.expected[feature];
        double expected = inverse(row, feature, mean);
        double upper = inverse(row, feature, mean + row.deviation[feature]);
        double lower = inverse(row, feature, mean - row.deviation[feature]);
        double observed = row.imputed[feature] ? inverse(row, feature, row.y[feature]) : value;
        return new FeatureExplanation(
                features.names().get(feature),
                observed,
                expected,
                (upper - lower) / 2,
                contribution,
                observed >= expected ? Direction.ABOVE : Direction.BELOW,
                row.imputed[feature]);
    }

    private static double inverse(Row row, int feature, double y) {
        double limited = Math.min(Math.max(y, -LARGEST_Y), LARGEST_Y);
        return row.centre[feature] + row.scale[feature] * Functions.sinh(limited);
    }
}
