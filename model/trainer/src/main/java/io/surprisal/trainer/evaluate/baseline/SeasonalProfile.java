package io.surprisal.trainer.evaluate.baseline;

/** Expects what was usual at this hour of the day (UTC), or at all hours where this one is new. */
final class SeasonalProfile implements Surprise {

    private static final int HOURS = 24;
    private static final long HOUR_MS = 3_600_000;

    /** About a fortnight of five-minute rows in one hour's bucket. */
    private static final double LEAST_STEP = 1.0 / (14 * 12);

    private final RunningScale scale;
    private final double[] means; // [24]
    private final long[] counts; // [24]
    private double overall;
    private long rows;

    SeasonalProfile() {
        scale = new RunningScale();
        means = new double[HOURS];
        counts = new long[HOURS];
    }

    private SeasonalProfile(SeasonalProfile other) {
        scale = new RunningScale(other.scale);
        means = other.means.clone();
        counts = other.counts.clone();
        overall = other.overall;
        rows = other.rows;
    }

    @Override
    public double of(long eventTimeMs, double value) {
        int hour = (int) Math.floorMod(Math.floorDiv(eventTimeMs, HOUR_MS), (long) HOURS);
        double expected = counts[hour] > 0 ? means[hour] : rows > 0 ? overall : value;
        counts[hour]++;
        rows++;
        means[hour] += Math.max(1.0 / counts[hour], LEAST_STEP) * (value - means[hour]);
        overall += (value - overall) / rows;
        return scale.measure(value - expected);
    }

    @Override
    public Surprise copy() {
        return new SeasonalProfile(this);
    }
}
