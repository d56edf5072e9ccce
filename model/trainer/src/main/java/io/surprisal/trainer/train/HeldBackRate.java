package io.surprisal.trainer.train;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.train.calibrate.CalibrationSeries;
import java.util.List;

/** How often a model's scores reach the threshold on rows that it was not trained on. */
final class HeldBackRate {

    private HeldBackRate() {}

    /**
     * The share of the counted rows whose score is at the threshold or above.
     *
     * @return 0 if there are no rows
     */
    static double of(ModelSnapshot model, List<CalibrationSeries> series) {
        long counted = 0;
        long high = 0;
        for (CalibrationSeries one : series) {
            Detector detector = new Detector(model, one.history().features().size());
            SeriesState state = SeriesState.wrap(detector.newState());
            for (int row = one.from(); row < one.to(); row++) {
                Verdict verdict = detector.detect(state, one.history().rows().get(row));
                if (row >= one.countedFrom()) {
                    counted++;
                    high += verdict.score() >= Verdict.THRESHOLD ? 1 : 0;
                }
            }
        }
        return counted == 0 ? 0 : (double) high / counted;
    }
}
