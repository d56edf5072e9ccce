package io.surprisal.model.detect;

import static io.surprisal.model.series.SeriesStateLayout.HELD_ROWS;
import static io.surprisal.model.series.SeriesStateLayout.SCALE_ROWS;
import static io.surprisal.model.series.SeriesStateLayout.SUSPECT;

import io.surprisal.model.series.SeriesState;

/**
 * Keeps an incident from being learnt as normal while it lasts. A row after a suspect one is held back: histograms,
 * normaliser and profile learn one in {@value #COUNTED_EVERY} of such rows, residual scales and principal components each at
 * that part of their rate, and the network is told values half-way to what it had forecast. After {@value #LONGEST} rows
 * held back the series is taken at its word, and what lasts is learnt as the new normal; each row that is not suspect gives
 * one of them back.
 *
 * <p>The suspicion rests on the combined statistic itself, not on the score, so that a model's calibration can be counted
 * before it is known.
 */
final class ContaminationGuard {

    /** A statistic that comes about once in 500 rows of one feature, and more rarely of several. */
    static final double SUSPECT_STATISTIC = 10;

    /** Rows that are held back at most, in one incident. */
    static final int LONGEST = 100;

    /** One in so many rows that are held back is counted. */
    static final int COUNTED_EVERY = 4;

    /** How far the network's inputs go back from the value of a row that is held back to its forecast. */
    static final double FED_BACK = 0.5;

    /** Before, what a series is used to is not known well enough to hold anything back. */
    private static final int TRUSTED_ROWS = 200;

    private boolean holding;
    private boolean counted;

    /** Moves to a row, before anything is learnt of it. */
    void begin(SeriesState state) {
        int held = state.u8(HELD_ROWS);
        boolean suspect = state.u8(SUSPECT) != 0;
        holding = suspect && held < LONGEST;
        if (holding) {
            held++;
        } else if (!suspect && held > 0) {
            held--;
        }
        counted = !holding || held % COUNTED_EVERY == 0;
        state.putU8(HELD_ROWS, held);
    }

    /** Whether the row is held back. */
    boolean isHolding() {
        return holding;
    }

    /** Whether histograms count the row, and normaliser and profile learn it: not if it is held back, but for one in four. */
    boolean isCounted() {
        return counted;
    }

    /** At which part of their rate residual scales and components learn from the row. */
    double weight() {
        return holding ? 1.0 / COUNTED_EVERY : 1;
    }

    /** Notes how rare the row was. */
    static void end(SeriesState state, double statistic) {
        boolean suspect = statistic >= SUSPECT_STATISTIC && state.u32(SCALE_ROWS) >= TRUSTED_ROWS;
        state.putU8(SUSPECT, suspect ? 1 : 0);
    }
}
