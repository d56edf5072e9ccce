package io.surprisal.trainer.evaluate.baseline;

/**
 * Turns surprises into tail probabilities by counting: the share of earlier rows that were at least as surprising, with
 * {@value #PRIOR_ROWS} rows of an exponential distribution as a start. All rows count, none is forgotten.
 */
final class CountedTail {

    private static final int BINS = 256;
    private static final double LEAST = 0.01;
    private static final double GREATEST = 1e6;
    private static final double BIN_WIDTH = (StrictMath.log(GREATEST) - StrictMath.log(LEAST)) / BINS;
    private static final double PRIOR_ROWS = 20;

    private final long[] counts;
    private long rows;

    /** A tail that has counted nothing yet. */
    CountedTail() {
        counts = new long[BINS];
    }

    /** A tail that has counted the same. */
    CountedTail(CountedTail other) {
        counts = other.counts.clone();
        rows = other.rows;
    }

    /** The probability of this surprise or a greater one, as known before it; then counts it. */
    double probability(double surprise) {
        double place = (StrictMath.log(Math.max(surprise, LEAST)) - StrictMath.log(LEAST)) / BIN_WIDTH;
        int bin = (int) Math.min(place, BINS - 1);
        double above = counts[bin] * Math.max(0, 1 - (place - bin));
        if (bin == BINS - 1) {
            above = counts[bin];
        }
        for (int greater = bin + 1; greater < BINS; greater++) {
            above += counts[greater];
        }
        double probability = (above + PRIOR_ROWS * StrictMath.exp(-surprise)) / (rows + PRIOR_ROWS);
        counts[bin]++;
        rows++;
        return probability;
    }

    /** Rows counted so far. */
    long rows() {
        return rows;
    }
}
