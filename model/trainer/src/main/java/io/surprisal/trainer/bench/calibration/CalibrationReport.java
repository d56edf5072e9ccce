package io.surprisal.trainer.bench.calibration;

import io.surprisal.model.ModelIdentity;
import java.time.Duration;
import java.util.List;

/**
 * What a check of the calibration found.
 *
 * @param model whose scores were checked
 * @param took wall-clock time
 * @param sets the made-up series, then the folders
 */
public record CalibrationReport(ModelIdentity model, Duration took, List<SetRates> sets) {

    /** Owns its list. */
    public CalibrationReport {
        sets = List.copyOf(sets);
    }
}
