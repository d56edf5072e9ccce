package io.surprisal.trainer.bench.calibration;

import io.surprisal.model.ModelSnapshot;
import java.nio.file.Path;
import java.util.List;

/**
 * What to check.
 *
 * @param model whose scores
 * @param folders of real series
 * @param rowsPerPart of a history the last, of what is scored the first rows that are run
 * @param syntheticSeries number of long made-up series
 * @param syntheticRows rows of each
 */
public record CalibrationOptions(
        ModelSnapshot model, List<Path> folders, int rowsPerPart, int syntheticSeries, int syntheticRows) {

    /** Checks the ranges. */
    public CalibrationOptions {
        folders = List.copyOf(folders);
        if (rowsPerPart < 1 || syntheticSeries < 0 || syntheticRows < 2) {
            throw new IllegalArgumentException("rows must be positive and series not negative: rowsPerPart="
                    + rowsPerPart + ", syntheticSeries=" + syntheticSeries + ", syntheticRows=" + syntheticRows);
        }
    }
}
