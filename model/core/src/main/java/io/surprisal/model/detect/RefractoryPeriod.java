package io.surprisal.model.detect;

import static io.surprisal.model.series.SeriesStateLayout.LAST_ALERT_RARITY;
import static io.surprisal.model.series.SeriesStateLayout.ROWS_SINCE_ALERT;

import io.surprisal.model.Calibration;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.series.SeriesState;

/**
 * Which rows above the threshold are alerts: the first of an incident, and another only if it is clearly rarer. An incident
 * lasts until no row was above the threshold for as long as the refractory period; of a threshold below the usual one, and of
 * rows that a policy rules out, see {@link Detector#detect(SeriesState, Observation, AlertPolicy)}.
 */
final class RefractoryPeriod {

    /** So many rows or more since the last row of an incident, or none yet. */
    private static final int LONG_AGO = 0xffff;

    private final int rows;
    private final double margin;

    RefractoryPeriod(Calibration calibration) {
        rows = calibration.refractoryRows();
        margin = calibration.realertMargin();
    }

    /** Whether a row above the threshold is an alert: no alert is near, or the row is clearly rarer than that one. */
    boolean isOver(SeriesState state, double rarity) {
        return since(state) > rows || rarity >= state.f32(LAST_ALERT_RARITY) + margin;
    }

    /** Counts a row that is an alert. */
    void begin(SeriesState state, double rarity) {
        state.putU16(ROWS_SINCE_ALERT, 0);
        state.putF32(LAST_ALERT_RARITY, (float) rarity);
    }

    /** Counts a row above the threshold that belongs to the incident of the last alert. */
    void prolong(SeriesState state) {
        state.putU16(ROWS_SINCE_ALERT, 0);
    }

    /** Counts a row that is none of these. */
    void pass(SeriesState state) {
        state.putU16(ROWS_SINCE_ALERT, since(state));
    }

    /** Lets one state remember the alert that another one remembers. */
    static void carry(SeriesState from, SeriesState to) {
        to.putU16(ROWS_SINCE_ALERT, from.u16(ROWS_SINCE_ALERT));
        to.putF32(LAST_ALERT_RARITY, from.f32(LAST_ALERT_RARITY));
    }

    private static int since(SeriesState state) {
        return Math.min(state.u16(ROWS_SINCE_ALERT) + 1, LONG_AGO);
    }
}
