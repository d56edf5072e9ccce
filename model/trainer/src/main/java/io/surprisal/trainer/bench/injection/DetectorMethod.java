package io.surprisal.trainer.bench.injection;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import java.util.Arrays;
import java.util.List;

/** The detector with a model. Covariates are missing. */
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
    public Run begin(int features) {
        Detector detector = detector(features);
        double[] covariates = new double[model.spec().covariates().size()];
        Arrays.fill(covariates, Double.NaN);
        return new DetectorRun(detector, covariates, detector.newState());
    }

    private Detector detector(int features) {
        List<String> names = model.spec().features();
        return names.size() == features ? new Detector(model, names, Explain.ALERTS) : new Detector(model, features);
    }

    /** All that a run remembers is in the series' state, so that a copy is a copy of its bytes. */
    private static final class DetectorRun implements Run {

        private final Detector detector;
        private final double[] covariates;
        private final SeriesState state;
        private double score;
        private boolean alert;

        DetectorRun(Detector detector, double[] covariates, byte[] state) {
            this.detector = detector;
            this.covariates = covariates;
            this.state = SeriesState.wrap(state);
        }

        @Override
        public void learn(long eventTimeMs, double[] values) {
            observe(eventTimeMs, values);
        }

        @Override
        public void observe(long eventTimeMs, double[] values) {
            Verdict verdict = detector.detect(
                    state, new Observation(eventTimeMs, values, covariates, Observation.UNKNOWN, Observation.UNKNOWN));
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
            return new DetectorRun(detector, covariates, state.bytes().clone());
        }
    }
}
