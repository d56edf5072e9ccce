package io.surprisal.trainer.bench.injection;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import java.util.Arrays;
import java.util.List;

/** The detector with a model. Covariates that it does not know are left out, those that a series does not have are missing. */
public final class DetectorMethod implements TestedMethod {

    private final String name;
    private final ModelSnapshot model;

    /** A detector. */
    public DetectorMethod(String name, ModelSnapshot model) {
        this.name = name;
        this.model = model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Run begin(int features, List<String> covariates) {
        Detector detector = detector(features);
        int[] columns =
                model.spec().covariates().stream().mapToInt(covariates::indexOf).toArray();
        return new DetectorRun(detector, columns, detector.newState());
    }

    private Detector detector(int features) {
        List<String> names = model.spec().features();
        return names.size() == features ? new Detector(model, names, Explain.ALERTS) : new Detector(model, features);
    }

    /** All that a run remembers is in the series' state, so that a copy is a copy of its bytes. */
    private static final class DetectorRun implements Run {

        private final Detector detector;
        private final int[] columns; // of each of the model's covariates, the place among the series', or −1; [C]
        private final SeriesState state;
        private double score;
        private boolean alert;

        DetectorRun(Detector detector, int[] columns, byte[] state) {
            this.detector = detector;
            this.columns = columns;
            this.state = SeriesState.wrap(state);
        }

        @Override
        public void learn(long eventTimeMs, double[] values, double[] covariates) {
            observe(eventTimeMs, values, covariates);
        }

        @Override
        public void observe(long eventTimeMs, double[] values, double[] covariates) {
            double[] inputs = new double[columns.length];
            Arrays.setAll(inputs, place -> columns[place] < 0 ? Double.NaN : covariates[columns[place]]);
            Verdict verdict = detector.detect(
                    state, new Observation(eventTimeMs, values, inputs, Observation.UNKNOWN, Observation.UNKNOWN));
            score = verdict.score();
            alert = verdict.alert();
        }

        @Override
        public double score() {
            return score;
        }

        @Override
        public boolean alert() {
            return alert;
        }

        @Override
        public Run copy() {
            return new DetectorRun(detector, columns, state.bytes().clone());
        }
    }
}
