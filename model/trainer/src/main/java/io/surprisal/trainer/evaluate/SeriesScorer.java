package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.data.SeriesColumns;
import io.surprisal.trainer.data.SeriesReader;
import java.util.List;

/**
 * The detector on one series read from files: its state begins empty and advances with every row that it is shown, in
 * order. Not thread-safe.
 */
public final class SeriesScorer {

    private static final int ABSENT = -1;

    private final Detector detector;
    private final Detector explaining; // the same, but explains every row
    private final SeriesState state;
    private final int[] covariates; // of each of the model's covariates, the column among the series'; [C]

    /**
     * A scorer for a series with these columns. Covariates that the model does not know are left out, those that the
     * series does not have are missing.
     *
     * @throws IllegalArgumentException if the model was made for other features
     */
    public SeriesScorer(ModelSnapshot model, SeriesColumns columns) {
        this.detector = new Detector(model, columns.features(), Explain.ALERTS);
        this.explaining = new Detector(model, columns.features(), Explain.EVERY_ROW);
        this.state = SeriesState.wrap(detector.newState());
        List<String> known = columns.covariates();
        this.covariates =
                model.spec().covariates().stream().mapToInt(known::indexOf).toArray();
    }

    /** Shows the detector the reader's current row; alerts are explained. */
    public Verdict observe(SeriesReader row) {
        return detector.detect(state, observation(row));
    }

    /** The same with the same verdict, explained whatever it is: what is remembered is in the state alone. */
    public Verdict explain(SeriesReader row) {
        return explaining.detect(state, observation(row));
    }

    private Observation observation(SeriesReader row) {
        double[] inputs = new double[covariates.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = covariates[i] == ABSENT ? Double.NaN : row.covariates()[covariates[i]];
        }
        return new Observation(
                row.eventTimeMs(), row.features().clone(), inputs, Observation.UNKNOWN, Observation.UNKNOWN);
    }
}
