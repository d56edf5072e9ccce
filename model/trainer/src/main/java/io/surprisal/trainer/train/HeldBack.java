package io.surprisal.trainer.train;

import io.surprisal.trainer.train.history.SeriesHistory;

/**
 * How a real series is divided by time, each by itself: the network learns from its first part, is checked on the next, and
 * the calibration counts on the rest, so that neither is judged by rows that are older than what it has seen. Short series
 * are learnt as a whole.
 */
public final class HeldBack {

    private static final int SHORTEST = 1000;
    private static final int CALIBRATION_PERCENT = 20;
    private static final int VALIDATION_PERCENT = 10;

    private HeldBack() {}

    /** The first row that neither training nor validation must see; the number of rows if all may be seen. */
    public static int from(SeriesHistory history) {
        return rows(history, CALIBRATION_PERCENT);
    }

    /** The first row that no gradient must come from: where the validation begins. */
    static int validationFrom(SeriesHistory history) {
        return rows(history, CALIBRATION_PERCENT + VALIDATION_PERCENT);
    }

    /** The part that training may see. */
    static SeriesHistory before(SeriesHistory history) {
        return history.first(validationFrom(history));
    }

    private static int rows(SeriesHistory history, int percentAfter) {
        int rows = history.rows().size();
        return rows < SHORTEST ? rows : rows - rows * percentAfter / 100;
    }
}
