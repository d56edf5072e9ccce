package io.surprisal.trainer.train.calibrate;

import io.surprisal.trainer.train.history.SeriesHistory;

/**
 * A series whose last rows are counted.
 *
 * @param history its rows
 * @param from the first row that the detector sees
 * @param countedFrom the first row that is counted
 * @param to the row after the last
 */
public record CalibrationSeries(SeriesHistory history, int from, int countedFrom, int to) {

    /** Checks the order. */
    public CalibrationSeries {
        if (from < 0
                || countedFrom < from
                || to < countedFrom
                || to > history.rows().size()) {
            throw new IllegalArgumentException(
                    "counted rows must lie within the series: from=" + from + ", countedFrom=" + countedFrom + ", to="
                            + to + ", rows=" + history.rows().size());
        }
    }

    /** All of a series, counted from its first scored row. */
    public static CalibrationSeries whole(SeriesHistory history) {
        return new CalibrationSeries(history, 0, 0, history.rows().size());
    }
}
