package io.surprisal.model.detect;

import io.surprisal.model.math.Functions;
import io.surprisal.model.score.Channel;
import io.surprisal.model.score.TailCounts;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;

/**
 * The statistics of the channels of a series of several features, and how rare they are. Sums and means are taken over the
 * features that are judged: they have a value, are known well enough, and vary.
 *
 * <pre>
 *   LARGEST      sum of the three largest tails of the features' e
 *   OVERALL      8 √mean asinh²((x − x̂) / sd)
 *   RELATION     4 √mean y⊥², y⊥ outside of the principal components; its mean over ten rows
 *   BEHAVIOUR    half the sum of the three largest √(drift² + variability²), in units of their priors
 * </pre>
 *
 * <p>LARGEST_SUSTAINED and OVERALL_SUSTAINED are the running means over ten rows. Each goes through its own counted tail, so
 * that the number of features and how they depend on each other calibrate themselves.
 */
final class JointStatistics {

    private static final double SUSTAINED_RATE = 1.0 / 10;
    private static final double OVERALL_UNIT = 8;
    private static final double RELATION_UNIT = 4;
    private static final double BEHAVIOUR_UNIT = 0.5;
    private static final int MEAN_OF_LARGEST = 0;
    private static final int MEAN_OF_OVERALL = 1;
    private static final int MEAN_OF_RELATION = 2;

    private final PrincipalComponents components;

    JointStatistics(int features) {
        components = new PrincipalComponents(features);
    }

    /** Takes a row in, of which everything else is known; writes what the channels say into it. */
    void learn(SeriesState state, Row row, ContaminationGuard guard) {
        components.load(state);
        components.project(row.y, row.unrelated);
        components.learn(row.y, state.u32(SeriesStateLayout.SCALE_ROWS), guard.weight());
        components.store(state);
        int judged = 0;
        double overall = 0;
        double unrelated = 0;
        for (int feature = 0; feature < row.features(); feature++) {
            if (!row.judged[feature]) {
                row.distance[feature] = 0;
                row.unrelated[feature] = 0;
                continue;
            }
            double distance =
                    Functions.asinh(Functions.sinh(row.y[feature]) - Functions.sinh(limited(row.expected[feature])));
            row.distance[feature] = distance;
            overall += distance * distance;
            unrelated += row.unrelated[feature] * row.unrelated[feature];
            judged++;
        }
        double largest = Row.sumOfLargest(row.tails);
        overall = OVERALL_UNIT * Math.sqrt(overall / Math.max(1, judged));
        unrelated = RELATION_UNIT * Math.sqrt(unrelated / Math.max(1, judged));
        put(state, row, Channel.LARGEST, largest, guard);
        put(state, row, Channel.LARGEST_SUSTAINED, mean(state, MEAN_OF_LARGEST, largest), guard);
        put(state, row, Channel.OVERALL, overall, guard);
        put(state, row, Channel.OVERALL_SUSTAINED, mean(state, MEAN_OF_OVERALL, overall), guard);
        put(state, row, Channel.RELATION, mean(state, MEAN_OF_RELATION, unrelated), guard);
        put(state, row, Channel.BEHAVIOUR, BEHAVIOUR_UNIT * Row.sumOfLargest(row.behaviour), guard);
    }

    /** Keeps sinh finite, whatever a network says. */
    private static double limited(double y) {
        return Math.min(Math.max(y, -Row.LARGEST_Y), Row.LARGEST_Y);
    }

    private static double mean(SeriesState state, int index, double value) {
        int at = state.layout().jointMeans() + index * Float.BYTES;
        double mean = state.f32(at) + SUSTAINED_RATE * (value - state.f32(at));
        state.putF32(at, (float) mean);
        return mean;
    }

    private static void put(SeriesState state, Row row, Channel channel, double statistic, ContaminationGuard guard) {
        int index = channel.index() - Channel.LARGEST.index();
        TailCounts counts = channel == Channel.LARGEST || channel == Channel.LARGEST_SUSTAINED
                ? TailCounts.LARGEST
                : TailCounts.JOINT;
        row.channelTails[index] = counts.learn(state, state.layout().jointCounts(index), statistic, guard.isCounted());
    }
}
