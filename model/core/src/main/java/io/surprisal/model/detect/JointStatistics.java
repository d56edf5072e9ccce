package io.surprisal.model.detect;

import io.surprisal.model.math.Functions;
import io.surprisal.model.score.TailCounts;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;

/**
 * The statistics of the channels of a series of several features, and how rare they are. Sums, means and maxima are taken
 * over the features that are judged: they have a value, are known well enough, and vary.
 *
 * <pre>
 *   LARGEST             sum of the three largest tails of the features: of surprise, drift and variability, √Σ a²
 *   OVERALL             8 √mean asinh²((x − x̂) / sd)
 *   OVERALL_SUSTAINED   its running mean over ten rows
 *   RELATION            3 max R,   R' = R + (min(√2 |y⊥| / (√V⊥ + 0.1), 10) − R) / 10
 * </pre>
 *
 * <p>y⊥ is what the principal components do not tell of y, and V⊥ its variance, learnt from min(|y⊥|, 4 (√V⊥ + 0.1))². So one
 * feature that leaves the others is not lost among the many that stay, nor among those that never went with any. Each
 * statistic goes through its own counted tail, so that the number of features and how they depend on each other calibrate
 * themselves. RELATION is not asked while a feature that came late is new among the others.
 */
final class JointStatistics {

    /** In the order of {@link io.surprisal.model.score.Channel#OF_SEVERAL}. */
    private static final TailCounts[] TAILS = {
        TailCounts.LARGEST, TailCounts.JOINT, TailCounts.JOINT, TailCounts.RELATION
    };

    private static final double SUSTAINED_RATE = 1.0 / 10;
    private static final double OVERALL_UNIT = 8;
    private static final double RELATION_UNIT = 3;
    private static final double SQRT_2 = 1.4142135623730951;
    private static final double SCALE_FLOOR = 0.1;
    private static final double CLIP_SCALES = 4;
    private static final double LARGEST_UNRELATED = 10;
    private static final double SLOWEST_RATE = 1e-5;
    private static final long ROWS_WITHOUT_RESIDUAL = 2;

    private final PrincipalComponents components;
    private final double[] outside; // [F]
    private final double[] statistics = new double[TAILS.length];

    JointStatistics(int features) {
        components = new PrincipalComponents(features);
        outside = new double[features];
    }

    /** Takes a row in, of which everything else is known; writes what the channels say into it. */
    void learn(SeriesState state, Row row, ContaminationGuard guard) {
        long rows = state.u32(SeriesStateLayout.SCALE_ROWS);
        double rate = guard.weight() * Math.max(1.0 / (rows + 1), SLOWEST_RATE);
        components.load(state);
        components.project(row.y, outside);
        components.learn(row.y, rate);
        components.store(state);
        for (int feature = 0; feature < row.features(); feature++) {
            if (!row.imputed[feature]) {
                double distance = rows < ROWS_WITHOUT_RESIDUAL ? 0 : Math.abs(outside[feature]);
                double unrelated = unrelated(state, feature, distance, rate);
                row.unrelated[feature] = row.judged[feature] ? unrelated : 0;
            }
            row.distance[feature] = row.judged[feature] ? distance(row.y[feature], row.expected[feature]) : 0;
        }
        statistics[0] = Row.sumOfLargest(row.tails);
        statistics[1] = OVERALL_UNIT * overall(row);
        statistics[2] = sustained(state, state.layout().jointMeans(), statistics[1]);
        statistics[3] = RELATION_UNIT * row.unrelated[Row.largest(row.unrelated)];
        int asked = isRelationKnown(row) ? TAILS.length : TAILS.length - 1;
        for (int channel = 0; channel < asked; channel++) {
            int at = state.layout().jointCounts(channel);
            row.channelTails[channel] = TAILS[channel].learn(state, at, statistics[channel], guard.isCounted());
        }
    }

    private static boolean isRelationKnown(Row row) {
        for (int feature = 0; feature < row.features(); feature++) {
            if (row.judged[feature] && !row.settled[feature]) {
                return false;
            }
        }
        return true;
    }

    /** asinh((x − x̂) / sd). */
    private static double distance(double y, double expected) {
        // Keeps sinh finite, whatever a network says.
        double limited = Math.min(Math.max(expected, -Row.LARGEST_Y), Row.LARGEST_Y);
        return Functions.asinh(Functions.sinh(y) - Functions.sinh(limited));
    }

    private static double overall(Row row) {
        int judged = 0;
        double sum = 0;
        for (int feature = 0; feature < row.features(); feature++) {
            judged += row.judged[feature] ? 1 : 0;
            sum += row.distance[feature] * row.distance[feature];
        }
        return Math.sqrt(sum / Math.max(1, judged));
    }

    /** R of a feature that has a value so far outside of the components. */
    private static double unrelated(SeriesState state, int feature, double distance, double rate) {
        int at = state.layout().unrelatedVariance(feature);
        double variance = state.f32(at);
        double scale = Math.sqrt(variance) + SCALE_FLOOR;
        double clipped = Math.min(distance, CLIP_SCALES * scale);
        state.putF32(at, (float) ((1 - rate) * variance + rate * clipped * clipped));
        double unrelated = Math.min(SQRT_2 * distance / scale, LARGEST_UNRELATED);
        return sustained(state, state.layout().unrelatedMean(feature), unrelated);
    }

    private static double sustained(SeriesState state, int at, double value) {
        double mean = state.f32(at) + SUSTAINED_RATE * (value - state.f32(at));
        state.putF32(at, (float) mean);
        return mean;
    }
}
