package io.surprisal.trainer.train.page;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.FeatureExplanation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.report.Chart;
import io.surprisal.trainer.report.Envelope;
import io.surprisal.trainer.report.Interval;
import io.surprisal.trainer.report.Mark;
import io.surprisal.trainer.train.calibrate.CalibrationSeries;
import java.util.ArrayList;
import java.util.List;

/** The detector on the last rows that were held back of one series of one feature, drawn. */
final class Example {

    private static final int ROWS = 1500;
    private static final int BUCKETS = 750;
    private static final double BAND = 2; // spreads

    private final CalibrationSeries series;
    private final int first; // row that is drawn first
    private final Envelope value;
    private final Envelope lower;
    private final Envelope upper;
    private final Envelope score;
    private final List<Integer> alerts = new ArrayList<>();
    private double greatest; // score

    private Example(CalibrationSeries series) {
        this.series = series;
        this.first = Math.max(series.countedFrom(), series.to() - ROWS);
        this.value = envelope();
        this.lower = envelope();
        this.upper = envelope();
        this.score = envelope();
    }

    private Envelope envelope() {
        return new Envelope(first, series.to() - 1L, BUCKETS);
    }

    /** Runs the detector from the series' beginning. */
    static Example of(CalibrationSeries series, ModelSnapshot model) {
        Example example = new Example(series);
        Detector detector = new Detector(model, series.history().features(), Explain.EVERY_ROW);
        SeriesState state = SeriesState.wrap(detector.newState());
        for (int row = series.from(); row < series.to(); row++) {
            Verdict verdict = detector.detect(state, series.history().rows().get(row));
            if (row >= example.first) {
                example.add(row, verdict);
            }
        }
        return example;
    }

    private void add(int row, Verdict verdict) {
        value.add(row, series.history().rows().get(row).value(0));
        score.add(row, verdict.score());
        greatest = Math.max(greatest, verdict.score());
        if (verdict instanceof Verdict.Scored scored) {
            FeatureExplanation explanation = scored.explanation().features().get(0);
            lower.add(row, explanation.expected() - BAND * explanation.spread());
            upper.add(row, explanation.expected() + BAND * explanation.spread());
        }
        if (verdict.alert()) {
            alerts.add(row);
        }
    }

    /** The greatest score drawn. */
    double greatestScore() {
        return greatest;
    }

    String svg() {
        Interval rows = new Interval(first - 0.5, series.to() - 0.5);
        String key = series.history().key();
        Chart values = new Chart(
                "values of " + key + " with the expected band, alerts: " + alerts.size(),
                rows,
                Interval.around(value.least(), value.greatest()),
                110);
        values.title("value").band("band", lower, upper).curve("value", value);
        alerts.forEach(row -> values.mark(Mark.UNJUDGED, row, "alert, row " + row));
        Chart scores =
                new Chart("scores of " + key, rows, new Interval(0, Math.min(1, Math.max(0.65, 1.05 * greatest))), 60);
        scores.title("score")
                .level(Verdict.THRESHOLD, "alert from " + Verdict.THRESHOLD)
                .curve("score", score);
        return values.svg() + scores.numberTicks(8).svg();
    }

    String title() {
        return series.history().key() + ", rows " + first + " to " + (series.to() - 1) + ", " + alerts.size()
                + " alerts";
    }
}
