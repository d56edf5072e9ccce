package io.surprisal.trainer.train.calibrate;

/**
 * How long the rows above the threshold must have been over for another to be a new incident: until normal rows have
 * forgotten them.
 *
 * <p>On normal rows too, rows above a threshold come in clusters, because the statistic remembers. The silence ends where
 * a row above the threshold is hardly more likely than at any other time: the first of {@value #SHORTEST},
 * {@value #SHORTEST} + {@value #STEP}, ... rows after which, over the next {@value #LOOK_AHEAD} rows, the rate is at most
 * {@value #HARDLY_MORE} times the usual one. It is at most {@value #LONGEST}: longer silences cost detections.
 */
final class RefractoryRule {

    static final int SHORTEST = 20;
    static final int LONGEST = 80;

    private static final int STEP = 10;
    private static final int LOOK_AHEAD = 20;
    private static final double HARDLY_MORE = 4;

    private RefractoryRule() {}

    /**
     * The rows of silence.
     *
     * @param threshold one that is passed about twice in 1,000 rows
     */
    static int rows(PooledRates rates, float threshold) {
        double usual = rates.exceedances(threshold);
        for (int rows = SHORTEST; rows < LONGEST; rows += STEP) {
            if (rateAfterAlerts(rates, threshold, rows) <= HARDLY_MORE * usual) {
                return rows;
            }
        }
        return LONGEST;
    }

    /** Exceedances per row in the rows after a silence, the mean over the sets that have any alert. */
    private static double rateAfterAlerts(PooledRates rates, float threshold, int silence) {
        double sum = 0;
        int sets = 0;
        for (PooledRates.Pool pool : rates.pools()) {
            Tally tally = new Tally();
            pool.series().forEach(series -> tally.add(series, threshold, silence));
            if (tally.rows > 0) {
                sum += (double) tally.exceedances / tally.rows;
                sets++;
            }
        }
        return sets == 0 ? 0 : sum / sets;
    }

    private static final class Tally {

        private long exceedances;
        private long rows;

        void add(Statistics series, float threshold, int silence) {
            int row = 0;
            while (row < series.rows()) {
                if (series.at(row) < threshold) {
                    row++;
                    continue;
                }
                int from = series.lastOfIncident(row, threshold, silence) + silence + 1;
                int to = Math.min(series.rows(), from + LOOK_AHEAD);
                for (int later = from; later < to; later++) {
                    rows++;
                    if (series.at(later) >= threshold) {
                        exceedances++;
                    }
                }
                row = from;
            }
        }
    }
}
