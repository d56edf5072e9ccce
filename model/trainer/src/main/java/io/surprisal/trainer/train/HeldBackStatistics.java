package io.surprisal.trainer.train;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.train.calibrate.CalibrationSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The combined statistic s of rows that a model was not trained on: what its calibration curves turn into scores. */
final class HeldBackStatistics {

    private HeldBackStatistics() {}

    /**
     * Runs the detector over each series.
     *
     * @return s of the counted rows that were scored, one array for each series, in order
     */
    static List<double[]> of(ModelSnapshot model, List<CalibrationSeries> series) {
        List<double[]> statistics = new ArrayList<>();
        for (CalibrationSeries one : series) {
            statistics.add(of(model, one));
        }
        return statistics;
    }

    private static double[] of(ModelSnapshot model, CalibrationSeries series) {
        Detector detector = new Detector(model, series.history().features().size());
        SeriesState state = SeriesState.wrap(detector.newState());
        double[] statistics = new double[series.to() - series.countedFrom()];
        int scored = 0;
        for (int row = series.from(); row < series.to(); row++) {
            Verdict verdict = detector.detect(state, series.history().rows().get(row));
            if (row >= series.countedFrom() && verdict instanceof Verdict.Scored found) {
                statistics[scored] = found.statistic();
                scored++;
            }
        }
        return Arrays.copyOf(statistics, scored);
    }
}
