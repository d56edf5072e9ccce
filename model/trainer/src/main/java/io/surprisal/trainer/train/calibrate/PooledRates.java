package io.surprisal.trainer.train.calibrate;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Rates per row over several sets, each of which counts alike.
 *
 * <p>Rows of real series are normal for the most part only. Incidents gather in few series, so the worst tenth of the
 * series of a set that is not known to be clean is left out, by their rows above a common threshold.
 */
final class PooledRates {

    private static final double LESS_THAN_ONE = 0.5;
    private static final int LEFT_OUT_DIVISOR = 10;
    private static final int FEWEST_TO_LEAVE_ONE_OUT = 4;

    private final List<Pool> pools;

    private PooledRates(List<Pool> pools) {
        this.pools = pools;
    }

    /**
     * The series of one set.
     *
     * @param clean whether all rows are known to be normal
     */
    record Pool(boolean clean, List<Statistics> series) {

        long rows() {
            return series.stream().mapToLong(Statistics::rows).sum();
        }
    }

    /** All series of all sets; sets without rows are left out. */
    static PooledRates of(List<Pool> pools) {
        return new PooledRates(pools.stream().filter(pool -> pool.rows() > 0).toList());
    }

    /** The sets without the worst series of those that are not known to be clean. */
    PooledRates withoutWorst(float threshold) {
        return new PooledRates(pools.stream()
                .map(pool -> pool.clean() ? pool : new Pool(false, withoutWorst(pool.series(), threshold)))
                .toList());
    }

    private static List<Statistics> withoutWorst(List<Statistics> set, float threshold) {
        if (set.size() < FEWEST_TO_LEAVE_ONE_OUT) {
            return set;
        }
        int leftOut = Math.max(1, set.size() / LEFT_OUT_DIVISOR);
        return set.stream()
                .sorted(Comparator.comparingDouble(
                        series -> series.exceedances(threshold) / Math.max(1.0, series.rows())))
                .limit(set.size() - leftOut)
                .toList();
    }

    List<Pool> pools() {
        return pools;
    }

    /** The number of rows of all sets. */
    long rows() {
        return pools.stream().mapToLong(Pool::rows).sum();
    }

    /** The largest statistic of all rows. */
    float largest() {
        float largest = 0;
        for (Pool pool : pools) {
            for (Statistics series : pool.series()) {
                largest = Math.max(largest, series.largest());
            }
        }
        return largest;
    }

    /**
     * Rows at or above a threshold, per row: the geometric mean over the sets, so that the rate is wrong by about the same
     * factor everywhere, and one set whose history is full of incidents does not decide for all. A set without such rows
     * counts as one with half a row.
     */
    double exceedances(float threshold) {
        double sum = 0;
        for (Pool pool : pools) {
            long rows = 0;
            for (Statistics series : pool.series()) {
                rows += series.exceedances(threshold);
            }
            sum += StrictMath.log(Math.max((double) rows, LESS_THAN_ONE) / pool.rows());
        }
        return StrictMath.exp(sum / pools.size());
    }

    /** Alerts at a threshold, each silencing the rows after it, per row. */
    double alerts(float threshold, int refractoryRows) {
        return rate(series -> series.alerts(threshold, refractoryRows));
    }

    /** The mean over the sets of a count per row. */
    double rate(ToIntFunction<Statistics> count) {
        double sum = 0;
        for (Pool pool : pools) {
            long events = 0;
            for (Statistics series : pool.series()) {
                events += count.applyAsInt(series);
            }
            sum += (double) events / pool.rows();
        }
        return sum / pools.size();
    }
}
