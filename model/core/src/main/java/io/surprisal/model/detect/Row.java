package io.surprisal.model.detect;

import io.surprisal.model.math.Functions;
import io.surprisal.model.score.Channel;
import java.util.Arrays;
import java.util.List;

/** What the present row showed of each feature; scratch space of one detector. */
final class Row {

    /** Far beyond any y of a value that is let in; keeps sinh finite. */
    static final double LARGEST_Y = 100;

    /** y, observed or imputed. */
    final double[] y;

    /** The mean of the forecast, normalised. */
    final double[] expected;

    /** The standard deviation of the forecast, normalised. */
    final double[] deviation;

    /** The normaliser's centre before the row. */
    final double[] centre;

    /** The normaliser's scale before the row. */
    final double[] scale;

    /** How rare the feature's row is for the series; 0 where it was imputed. Only where there are several. */
    final double[] tails;

    /** The distance from the forecast in scales, on asinh; only where there are several. */
    final double[] distance;

    /** How far the feature has not gone with the others over the last rows; only where there are several. */
    final double[] unrelated;

    final boolean[] imputed;

    /** Whether the feature's value was observed, and is one of a feature that is known well enough and varies. */
    final boolean[] judged;

    /** Whether the feature has been there long enough for it to be known how it goes with the others. */
    final boolean[] settled;

    /** The series' channels. */
    final List<Channel> channels;

    /** How rare the statistic of each of its channels is. */
    final double[] channelTails;

    Row(int features) {
        y = new double[features];
        expected = new double[features];
        deviation = new double[features];
        centre = new double[features];
        scale = new double[features];
        tails = new double[features];
        distance = new double[features];
        unrelated = new double[features];
        imputed = new boolean[features];
        judged = new boolean[features];
        settled = new boolean[features];
        channels = Channel.of(features == 1);
        channelTails = new double[channels.size()];
    }

    /** Forgets the row before. */
    void clear() {
        Arrays.fill(tails, 0);
        Arrays.fill(distance, 0);
        Arrays.fill(unrelated, 0);
        Arrays.fill(channelTails, 0);
        Arrays.fill(imputed, false);
        Arrays.fill(judged, false);
        Arrays.fill(settled, false);
    }

    /** F. */
    int features() {
        return y.length;
    }

    /** Whether any feature was imputed. */
    boolean anyImputed() {
        for (boolean each : imputed) {
            if (each) {
                return true;
            }
        }
        return false;
    }

    /** A normalised value in the unit of the feature's values. */
    double inUnits(int feature, double normalised) {
        double limited = Math.min(Math.max(normalised, -LARGEST_Y), LARGEST_Y);
        return centre[feature] + scale[feature] * Functions.sinh(limited);
    }

    /** Half the width of the band of one standard deviation around the forecast, in the unit of the feature's values. */
    double spread(int feature) {
        double upper = inUnits(feature, expected[feature] + deviation[feature]);
        double lower = inUnits(feature, expected[feature] - deviation[feature]);
        return (upper - lower) / 2;
    }

    /** The channels combined, √Σ a². */
    double combinedChannels() {
        return Math.sqrt(sumOfSquares(channelTails));
    }

    /** Which part each channel has in the combined statistic; all 0 where it is 0. */
    double[] channelParts() {
        return parts(channelTails);
    }

    /**
     * Which part each feature has in the combined statistic: that of each channel, divided among the features by what the
     * channel looks at. They add up to 1, or are all 0.
     */
    double[] contributions() {
        if (features() == 1) {
            return new double[] {sumOfSquares(channelTails) > 0 ? 1 : 0};
        }
        double[] contributions = new double[features()];
        double[] channelParts = channelParts();
        for (int channel = 0; channel < channelParts.length; channel++) {
            double[] parts = parts(lookedAt(channels.get(channel)));
            for (int feature = 0; feature < contributions.length; feature++) {
                contributions[feature] += channelParts[channel] * parts[feature];
            }
        }
        double sum = 0;
        for (double each : contributions) {
            sum += each;
        }
        for (int feature = 0; feature < contributions.length && sum > 0; feature++) {
            contributions[feature] /= sum;
        }
        return contributions;
    }

    private double[] lookedAt(Channel channel) {
        return switch (channel) {
            case OVERALL, OVERALL_SUSTAINED -> distance;
            case RELATION -> unrelated;
            default -> tails;
        };
    }

    private static double[] parts(double[] values) {
        double sum = sumOfSquares(values);
        double[] parts = new double[values.length];
        for (int index = 0; index < parts.length && sum > 0; index++) {
            parts[index] = values[index] * values[index] / sum;
        }
        return parts;
    }

    private static double sumOfSquares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /** The sum of the three largest of these, or of all if there are fewer; none is negative. */
    static double sumOfLargest(double[] values) {
        double first = 0;
        double second = 0;
        double third = 0;
        for (double value : values) {
            if (value > first) {
                third = second;
                second = first;
                first = value;
            } else if (value > second) {
                third = second;
                second = value;
            } else if (value > third) {
                third = value;
            }
        }
        return first + second + third;
    }

    /** The index of the largest, the first of equals. */
    static int largest(double[] values) {
        int largest = 0;
        for (int index = 1; index < values.length; index++) {
            if (values[index] > values[largest]) {
                largest = index;
            }
        }
        return largest;
    }
}
