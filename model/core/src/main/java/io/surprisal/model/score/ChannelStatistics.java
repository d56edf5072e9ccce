package io.surprisal.model.score;

import static io.surprisal.model.series.SeriesStateLayout.DRIFT_MEAN;
import static io.surprisal.model.series.SeriesStateLayout.DRIFT_VARIANCE;
import static io.surprisal.model.series.SeriesStateLayout.RECENT_CHANGE;
import static io.surprisal.model.series.SeriesStateLayout.RUNNING_RESIDUAL;
import static io.surprisal.model.series.SeriesStateLayout.SURPRISE_MEAN;
import static io.surprisal.model.series.SeriesStateLayout.SURPRISE_VARIANCE;
import static io.surprisal.model.series.SeriesStateLayout.USUAL_CHANGE;

import io.surprisal.model.math.Functions;
import io.surprisal.model.series.SeriesState;

/**
 * The statistics of the channels of a feature, from y and what was expected of it.
 *
 * <pre>
 *   SURPRISE     r = y − μ;  s = √V + 0.1;  p = max(0.02, forecast's deviation);  e = min(30, √2 |r| / √(s p))
 *   DRIFT        r = y − μ_far;  q = signed normal quantile of the Laplace tail of r / (√V_far + 0.1);
 *                Q' = Q + (q − Q) / 10;  √20 Q'
 *   LEVEL        y
 *   VARIABILITY  f and g run after min(|y − last y|, 3), f over 20 rows, g over all;  ln((f + 0.005) / (g + 0.005))
 *   SUSTAINED    E' = E + (min(e, 10) − E) / 10;  3 E'
 * </pre>
 *
 * <p>V follows min(|r|, 4 s)² as a mean over all rows. The residuals and changes of the first two rows are taken as 0. The
 * scales learn at a part of their rate while a row is held back. A view of one feature at a time, loaded from and stored
 * to its state.
 */
public final class ChannelStatistics {

    /** What the scales are before the first row; the residual scale of a network that knows nothing is of this order. */
    static final float FIRST_SCALE = 0.1f;

    private static final double SQRT_2 = 1.4142135623730951;
    private static final double SQRT_20 = 4.47213595499958;
    private static final double SCALE_FLOOR = 0.1;
    private static final double SMALLEST_DEVIATION = 0.02;
    private static final double SLOWEST_RATE = 1e-5;
    private static final double CLIP_SCALES = 4;
    private static final double LARGEST_EXPONENT = 30;
    private static final double DRIFT_RATE = 1.0 / 10;
    private static final double RECENT_RATE = 1.0 / 20;
    private static final double RUNNING_RATE = 1.0 / 32;
    private static final double LARGEST_CHANGE = 3;
    private static final double LARGEST_RESIDUAL = 3;
    private static final double SUSTAINED_RATE = 1.0 / 10;
    private static final double LARGEST_SUSTAINED = 10;
    private static final double SUSTAINED_UNIT = 3;
    private static final double RATIO_FLOOR = 0.005;
    private static final long ROWS_WITHOUT_RESIDUAL = 2;

    private final double[] statistics = new double[Channel.OF_ONE.size()];
    private double surpriseVariance;
    private double driftVariance;
    private double driftMean;
    private double recentChange;
    private double usualChange;
    private double runningResidual;
    private double surpriseMean;

    /** Puts the scales of a feature to where they begin. */
    public static void reset(SeriesState state, int feature) {
        int at = state.layout().block(feature);
        state.putF32(at + SURPRISE_VARIANCE, FIRST_SCALE);
        state.putF32(at + DRIFT_VARIANCE, FIRST_SCALE);
        state.putF32(at + DRIFT_MEAN, 0);
        state.putF32(at + RECENT_CHANGE, 0);
        state.putF32(at + USUAL_CHANGE, FIRST_SCALE);
        state.putF32(at + RUNNING_RESIDUAL, FIRST_SCALE);
        state.putF32(at + SURPRISE_MEAN, 0);
    }

    /** Fits the scales of a feature to a network whose residuals are so many times as large. */
    public static void rescale(SeriesState state, int feature, double factor) {
        int at = state.layout().block(feature);
        scale(state, at + SURPRISE_VARIANCE, factor * factor);
        scale(state, at + RUNNING_RESIDUAL, factor);
    }

    /** The running mean size of a feature's residuals, over about the last 32 rows. */
    public static double runningResidual(SeriesState state, int feature) {
        return state.f32(state.layout().block(feature) + RUNNING_RESIDUAL);
    }

    /** Reads the scales of a feature. */
    public void load(SeriesState state, int feature) {
        int at = state.layout().block(feature);
        surpriseVariance = state.f32(at + SURPRISE_VARIANCE);
        driftVariance = state.f32(at + DRIFT_VARIANCE);
        driftMean = state.f32(at + DRIFT_MEAN);
        recentChange = state.f32(at + RECENT_CHANGE);
        usualChange = state.f32(at + USUAL_CHANGE);
        runningResidual = state.f32(at + RUNNING_RESIDUAL);
        surpriseMean = state.f32(at + SURPRISE_MEAN);
    }

    /** Writes the scales of a feature. */
    public void store(SeriesState state, int feature) {
        int at = state.layout().block(feature);
        state.putF32(at + SURPRISE_VARIANCE, (float) surpriseVariance);
        state.putF32(at + DRIFT_VARIANCE, (float) driftVariance);
        state.putF32(at + DRIFT_MEAN, (float) driftMean);
        state.putF32(at + RECENT_CHANGE, (float) recentChange);
        state.putF32(at + USUAL_CHANGE, (float) usualChange);
        state.putF32(at + RUNNING_RESIDUAL, (float) runningResidual);
        state.putF32(at + SURPRISE_MEAN, (float) surpriseMean);
    }

    /**
     * Takes a row in.
     *
     * @param y the observed value
     * @param lastY the value before, on the same scale
     * @param expected mean of the forecast made one row before
     * @param deviation standard deviation of that forecast
     * @param farExpected what was expected long before
     * @param rows rows that the scales rest on
     * @param weight at which part of their rate the scales learn, 0 to 1
     */
    public void learn(
            double y, double lastY, double expected, double deviation, double farExpected, long rows, double weight) {
        double rate = weight * Math.max(1.0 / (rows + 1), SLOWEST_RATE);
        boolean early = rows < ROWS_WITHOUT_RESIDUAL;
        double residual = y - expected;
        learnSurprise(residual, deviation, early, rate);
        learnDrift(y - farExpected, early, rate);
        put(Channel.LEVEL, y);
        learnVariability(early ? 0 : Math.min(Math.abs(y - lastY), LARGEST_CHANGE), rate);
        runningResidual += RUNNING_RATE * (Math.min(Math.abs(residual), LARGEST_RESIDUAL) - runningResidual);
    }

    /** The statistic of a channel in the row that was learnt last. */
    public double statistic(Channel channel) {
        return statistics[channel.index()];
    }

    /** √20 Q as it is now, the statistic of drift. */
    public double drift() {
        return SQRT_20 * driftMean;
    }

    /** ln (f / g) as it is now, the statistic of variability. */
    public double variability() {
        return Functions.log((recentChange + RATIO_FLOOR) / usualChange());
    }

    /** g as it is now, never 0: how much a value usually changes from row to row. */
    public double usualChange() {
        return usualChange + RATIO_FLOOR;
    }

    /** 3 E as it is now, the statistic of sustained surprise. */
    public double sustained() {
        return SUSTAINED_UNIT * surpriseMean;
    }

    /**
     * z, the signed distance from the forecast, by the scale as it is now.
     *
     * @param residual y less its forecast
     * @param deviation standard deviation of the forecast
     */
    public double distance(double residual, double deviation) {
        return distance(residual, deviation, surpriseScale());
    }

    private static double distance(double residual, double deviation, double scale) {
        return residual / Math.sqrt(scale * Math.max(deviation, SMALLEST_DEVIATION));
    }

    private double surpriseScale() {
        return Math.sqrt(surpriseVariance) + SCALE_FLOOR;
    }

    private void put(Channel channel, double statistic) {
        statistics[channel.index()] = statistic;
    }

    private void learnSurprise(double residual, double deviation, boolean early, double rate) {
        double scale = surpriseScale();
        double z = early ? 0 : distance(residual, deviation, scale);
        surpriseVariance = learnedVariance(surpriseVariance, residual, scale, rate);
        double exponent = laplaceExponent(z);
        put(Channel.SURPRISE, exponent);
        surpriseMean += SUSTAINED_RATE * (Math.min(exponent, LARGEST_SUSTAINED) - surpriseMean);
        put(Channel.SUSTAINED, sustained());
    }

    private void learnDrift(double residual, boolean early, double rate) {
        double scale = Math.sqrt(driftVariance) + SCALE_FLOOR;
        double z = early ? 0 : residual / scale;
        driftVariance = learnedVariance(driftVariance, residual, scale, rate);
        double quantile = upperNormalQuantile(laplaceExponent(z));
        driftMean += DRIFT_RATE * ((z > 0 ? quantile : -quantile) - driftMean);
        put(Channel.DRIFT, drift());
    }

    private void learnVariability(double size, double rate) {
        recentChange += RECENT_RATE * (size - recentChange);
        usualChange += rate * (size - usualChange);
        put(Channel.VARIABILITY, variability());
    }

    private static double learnedVariance(double variance, double residual, double scale, double rate) {
        double clipped = Math.min(Math.abs(residual), CLIP_SCALES * scale);
        return (1 - rate) * variance + rate * clipped * clipped;
    }

    /** e = √2 |z|, exponentially distributed where z is a Laplace variable of variance 1. */
    private static double laplaceExponent(double z) {
        return Math.min(LARGEST_EXPONENT, SQRT_2 * Math.abs(z));
    }

    /**
     * The normal quantile of the upper tail ½ exp(−e), within 4.5e-4.
     *
     * <p>Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23.
     */
    private static double upperNormalQuantile(double exponent) {
        double u = Math.sqrt(2 * (exponent + Functions.LN_2));
        double above = 2.515517 + u * (0.802853 + u * 0.010328);
        double below = 1 + u * (1.432788 + u * (0.189269 + u * 0.001308));
        return u - above / below;
    }

    private static void scale(SeriesState state, int offset, double factor) {
        state.putF32(offset, (float) (state.f32(offset) * factor));
    }
}
