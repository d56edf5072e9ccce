package io.surprisal.trainer.evaluate.metric;

/**
 * How well scores rank anomalous rows above the others, over all thresholds: means over the series that have both.
 *
 * @param series how many these are
 * @param bestF1 mean of the best row-wise F1; NaN without any series
 * @param averagePrecision mean of the area under the precision-recall curve; NaN without any series
 * @param volumeUnderSurface mean of VUS-PR, see {@link VolumeUnderSurface}; NaN without any series
 */
public record RankingMeans(long series, double bestF1, double averagePrecision, double volumeUnderSurface) {

    /** Of no series. */
    public static final RankingMeans NONE = new RankingMeans(0, Double.NaN, Double.NaN, Double.NaN);

    /** Of these series and others. */
    RankingMeans plus(RankingMeans other) {
        return new RankingMeans(
                series + other.series,
                mean(bestF1, other.bestF1, other.series),
                mean(averagePrecision, other.averagePrecision, other.series),
                mean(volumeUnderSurface, other.volumeUnderSurface, other.series));
    }

    private double mean(double own, double others, long otherSeries) {
        if (otherSeries == 0) {
            return own;
        }
        return series == 0 ? others : (own * series + others * otherSeries) / (series + otherSeries);
    }
}
