package io.surprisal.trainer.train.calibrate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;

/** Runs the detector itself over a series and keeps the statistic of the counted rows. */
final class StatisticsRecorder {

    private final ModelSnapshot model;

    /** The model's curves do not matter: the statistic is what goes into them. */
    StatisticsRecorder(ModelSnapshot model) {
        this.model = model;
    }

    Statistics record(CalibrationSeries series) {
        int features = series.history().features().size();
        Detector detector = new Detector(model, features);
        SeriesState state = SeriesState.wrap(detector.newState());
        float[] statistics = new float[series.to() - series.countedFrom()];
        int rows = 0;
        for (int row = series.from(); row < series.to(); row++) {
            Verdict verdict = detector.detect(state, series.history().rows().get(row));
            if (row >= series.countedFrom() && verdict instanceof Verdict.Scored scored) {
                statistics[rows] = (float) scored.statistic();
                rows++;
            }
        }
        return new Statistics(statistics, rows);
    }
}
