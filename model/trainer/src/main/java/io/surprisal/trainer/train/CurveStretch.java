package io.surprisal.trainer.train;

import io.surprisal.model.Curve;
import io.surprisal.model.TensorLayout;
import java.util.Arrays;
import java.util.List;

/**
 * How much larger a network's statistics are on a history than its calibration curve takes them to be, judged by the
 * series in the middle. A history holds incidents that nobody has marked, and few series hold most of them: as long as
 * those are fewer than half, however bad, they change nothing here, where a rate over all rows would follow them.
 *
 * <p>Judged is the score of one row in {@value #ROWS_OF_ONE}: the incidents of a series, commonly a few of its rows in 100,
 * are enough to double the rate of rarer scores, not of this one. Up to {@value #MOST_OF_NOMINAL} times the claimed rate is
 * what the meaning of a score allows. Beyond, the curve's statistics are multiplied by the least factor under which half of
 * the series keep to that, so that a history just within the limit and one just beyond are judged alike. It never shrinks:
 * few and quiet rows would then let alerts come easily on all that follows.
 */
final class CurveStretch {

    private static final int ROWS_OF_ONE = 10;
    private static final double JUDGED_RARITY = 1; // A of one row in 10
    private static final int FEWEST_ROWS = 100;
    private static final double MOST_OF_NOMINAL = 2;
    private static final double LARGEST = 16;
    private static final double PRECISION = 1e-3;

    private final Curve curve;
    private final List<double[]> series;
    private final double factor;

    /**
     * Measures.
     *
     * @param curve what is claimed
     * @param statistics s of normal rows for the most part, an array for each series; those of less than
     *     {@value #FEWEST_ROWS} rows have no say
     */
    CurveStretch(Curve curve, List<double[]> statistics) {
        this.curve = curve;
        this.series =
                statistics.stream().filter(rows -> rows.length >= FEWEST_ROWS).toList();
        this.factor = leastFactor();
    }

    /** The number of series that were judged by. */
    int series() {
        return series.size();
    }

    /** The share of rows that the series in the middle has at the judged score or above; 0 without series. */
    double rate() {
        return rate(1);
    }

    /** What the curve's statistics are multiplied by, 1 to {@value #LARGEST}; 1 where the claim is kept. */
    double factor() {
        return factor;
    }

    /** The curve under which at least half of the series have no more than the allowed share of high scores. */
    Curve stretched() {
        if (factor == 1) {
            return curve;
        }
        float[] knots = curve.knots();
        for (int knot = 0; knot < TensorLayout.CURVE_KNOTS; knot++) {
            knots[2 * knot] = (float) (factor * knots[2 * knot]);
        }
        return Curve.of(knots);
    }

    private double leastFactor() {
        double most = MOST_OF_NOMINAL / ROWS_OF_ONE;
        if (rate(1) <= most) {
            return 1;
        }
        double low = 1;
        double high = LARGEST;
        while (high - low > PRECISION) {
            double middle = (low + high) / 2;
            if (rate(middle) > most) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Of an even number of series the quieter one of the two in the middle. */
    private double rate(double stretch) {
        double[] rates = series.stream()
                .mapToDouble(statistics -> rate(statistics, stretch))
                .sorted()
                .toArray();
        return rates.length == 0 ? 0 : rates[(rates.length - 1) / 2];
    }

    private double rate(double[] statistics, double stretch) {
        long high = Arrays.stream(statistics)
                .filter(statistic -> curve.at(statistic / stretch) >= JUDGED_RARITY)
                .count();
        return (double) high / statistics.length;
    }
}
