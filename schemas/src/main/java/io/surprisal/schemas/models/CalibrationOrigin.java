package io.surprisal.schemas.models;

import java.util.List;

/**
 * What a calibration was counted on.
 *
 * @param rows normal rows; 0 where it is not known
 * @param sets the sets of series they are from
 * @param text what else is worth knowing
 */
public record CalibrationOrigin(long rows, List<String> sets, String text) {

    /** A calibration of which nothing is known. */
    public static final CalibrationOrigin UNKNOWN = new CalibrationOrigin(0, List.of(), "");

    /** Copies the sets. */
    public CalibrationOrigin {
        sets = List.copyOf(sets);
    }
}
