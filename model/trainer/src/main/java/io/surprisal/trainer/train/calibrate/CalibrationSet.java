package io.surprisal.trainer.train.calibrate;

import java.util.List;

/**
 * Series of one origin. All sets count alike, however many rows they have.
 *
 * @param name for the provenance
 * @param clean whether the rows are known to be normal; else the worst series are left out
 * @param series all of one feature, or all of several
 */
public record CalibrationSet(String name, boolean clean, List<CalibrationSeries> series) {

    /** Owns its list. */
    public CalibrationSet {
        series = List.copyOf(series);
    }
}
