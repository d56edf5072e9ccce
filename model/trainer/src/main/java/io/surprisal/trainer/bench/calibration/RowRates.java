package io.surprisal.trainer.bench.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often the rows of a key, or of several, were as rare as their score said.
 *
 * @param rows rows counted
 * @param above the rows at or above each of {@link #LEVELS}
 */
public record RowRates(long rows, List<Long> above) {

    /** The nominal rates that are checked, as A = −log10 of the rate per row. */
    public static final List<Integer> LEVELS = List.of(2, 3, 4);

    /** So many rows must be expected above a level before a key's own rate is judged. */
    public static final int LEAST_EXPECTED = 30;

    /** Owns its list. */
    public RowRates {
        above = List.copyOf(above);
    }

    /** Counts rows, given the A of each. */
    static final class Counter {

        private final long[] above = new long[LEVELS.size()];
        private long rows;

        void add(double rarity) {
            rows++;
            for (int level = 0; level < above.length; level++) {
                above[level] += rarity >= LEVELS.get(level) ? 1 : 0;
            }
        }

        RowRates rates() {
            return new RowRates(rows, Arrays.stream(above).boxed().toList());
        }
    }

    /** The rates of all rows together. */
    static RowRates sum(List<RowRates> parts) {
        List<Long> above = new ArrayList<>();
        for (int level = 0; level < LEVELS.size(); level++) {
            int at = level;
            above.add(parts.stream().mapToLong(part -> part.above().get(at)).sum());
        }
        return new RowRates(parts.stream().mapToLong(RowRates::rows).sum(), above);
    }

    /** The rows that the nominal rate lets expect above a level, by its place in {@link #LEVELS}. */
    public double expected(int level) {
        return rows * StrictMath.pow(10, -LEVELS.get(level));
    }

    /** The measured rate in units of the nominal one: 1 where the score means what it says; NaN without rows. */
    public double ratio(int level) {
        return above.get(level) / expected(level);
    }
}
