package io.surprisal.trainer.train;

import io.surprisal.trainer.train.history.SeriesHistory;

/**
 * How a real series is divided: the network learns from its first part, the calibration counts on the rest. Short series
 * are learnt as a whole.
 */
final class HeldBack {

    private static final int SHORTEST = 1000;
    private static final int PERCENT = 20;

    private HeldBack() {}

    /** The first row that training must not see; the number of rows if all may be seen. */
    static int from(SeriesHistory history) {
        int rows = history.rows().size();
        return rows < SHORTEST ? rows : rows - rows * PERCENT / 100;
    }

    /** The part that training may see. */
    static SeriesHistory before(SeriesHistory history) {
        return history.first(from(history));
    }
}
