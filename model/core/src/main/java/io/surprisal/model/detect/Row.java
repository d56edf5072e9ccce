package io.surprisal.model.detect;

import io.surprisal.model.score.Channel;
import java.util.Arrays;

/** What the present row showed of each feature; scratch space of one detector. */
final class Row {

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

    /** How rare the feature's row is for the series; 0 where it was imputed. */
    final double[] tails;

    /** How rare the statistic of each channel is, [F × channels]. */
    final double[] channelTails;

    final boolean[] imputed;

    Row(int features) {
        y = new double[features];
        expected = new double[features];
        deviation = new double[features];
        centre = new double[features];
        scale = new double[features];
        tails = new double[features];
        channelTails = new double[features * Channel.COUNT];
        imputed = new boolean[features];
    }

    /** Forgets the row before. */
    void clear() {
        Arrays.fill(tails, 0);
        Arrays.fill(channelTails, 0);
        Arrays.fill(imputed, false);
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

    double channelTail(int feature, int channel) {
        return channelTails[feature * Channel.COUNT + channel];
    }

    /** √Σ a² over the channels of a feature. */
    double combinedChannels(int feature) {
        return Math.sqrt(squaredChannels(feature));
    }

    double squaredChannels(int feature) {
        double sum = 0;
        for (int channel = 0; channel < Channel.COUNT; channel++) {
            sum += channelTail(feature, channel) * channelTail(feature, channel);
        }
        return sum;
    }

    /** The sum of the three largest tails, or of all if there are fewer. */
    double largestTails() {
        double first = 0;
        double second = 0;
        double third = 0;
        for (double tail : tails) {
            if (tail > first) {
                third = second;
                second = first;
                first = tail;
            } else if (tail > second) {
                third = second;
                second = tail;
            } else if (tail > third) {
                third = tail;
            }
        }
        return first + second + third;
    }

    /** The feature with the largest tail. */
    int top() {
        int top = 0;
        for (int feature = 1; feature < tails.length; feature++) {
            if (tails[feature] > tails[top]) {
                top = feature;
            }
        }
        return top;
    }
}
