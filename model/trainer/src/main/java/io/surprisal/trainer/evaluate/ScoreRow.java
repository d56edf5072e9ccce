package io.surprisal.trainer.evaluate;

import io.surprisal.model.detect.Verdict;

/**
 * What the detector said of one row, as it is written.
 *
 * @param time the row's first field, verbatim
 * @param value the reading, where the series has one feature; NaN if missing
 * @param score 0 where the row was not scored
 * @param alert whether the row is an alert
 */
public record ScoreRow(String time, double value, double score, boolean alert) {

    /** The score, but 0 where the refractory period of an earlier alert silences a row above the threshold. */
    public double anomalyScore() {
        return score >= Verdict.THRESHOLD && !alert ? 0 : score;
    }
}
