package io.surprisal.model.detect;

import static io.surprisal.model.series.SeriesStateLayout.LAST_ALERT_RARITY;
import static io.surprisal.model.series.SeriesStateLayout.ROWS_SINCE_ALERT;

import io.surprisal.model.Calibration;
import io.surprisal.model.series.SeriesState;

/**
 * Which rows above the threshold are alerts: the first, and within the refractory period after an alert only one that is
 * clearly rarer.
 */
final class RefractoryPeriod {

    /** So many rows or more since the last alert, or none yet. */
    private static final int LONG_AGO = 0xffff;

    private final int rows;
    private final double margin;

    RefractoryPeriod(Calibration calibration) {
        rows = calibration.refractoryRows();
        margin = calibration.realertMargin();
    }

    /** Counts a row that cannot be an alert. */
    void pass(SeriesState state) {
        state.putU16(ROWS_SINCE_ALERT, since(state));
    }

    /** Counts a row, and says whether it is an alert. */
    boolean isAlert(SeriesState state, double score, double rarity) {
        int since = since(state);
        boolean over = since > rows || rarity >= state.f32(LAST_ALERT_RARITY) + margin;
        if (score < Verdict.THRESHOLD || !over) {
            state.putU16(ROWS_SINCE_ALERT, since);
            return false;
        }
        state.putU16(ROWS_SINCE_ALERT, 0);
        state.putF32(LAST_ALERT_RARITY, (float) rarity);
        return true;
    }

    private static int since(SeriesState state) {
        return Math.min(state.u16(ROWS_SINCE_ALERT) + 1, LONG_AGO);
    }
}
