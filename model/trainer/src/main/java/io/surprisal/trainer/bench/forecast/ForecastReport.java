package io.surprisal.trainer.bench.forecast;

import java.util.List;

/**
 * What was measured on one folder.
 *
 * @param name of the folder
 * @param series how many could be measured
 * @param coverage the share of values that the bands were to hold
 * @param lines one for each range of rows ahead
 */
public record ForecastReport(String name, int series, double coverage, List<Line> lines) {

    /** Owns its lines. */
    public ForecastReport {
        lines = List.copyOf(lines);
    }

    /**
     * One range of rows ahead.
     *
     * @param range the rows
     * @param errors median over the series of the mean absolute scaled error, in the order of {@link ForecastMethod}
     * @param held mean over the series of the share of values within the band
     */
    public record Line(LeadRange range, List<Double> errors, double held) {

        /** Owns its errors. */
        public Line {
            errors = List.copyOf(errors);
        }
    }
}
