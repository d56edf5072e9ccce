package io.surprisal.trainer.train;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.TrainingInputs;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns rows, some with incidents put into them, into what the network sees of them, by the detector's own code. */
final class SequenceRecorder {

    /** Rows of a new series that are no targets: their scale is not known yet. */
    private static final int UNJUDGED_ROWS = 20;

    private final ModelSpec spec;

    private final TrainingIncidents incidents;

    SequenceRecorder(ModelSpec spec, TrainingIncidents incidents) {
        this.incidents = incidents;
        this.spec = spec;
    }

    /** A made-up series from its first row. */
    TrainingSequence record(SyntheticSeries series) {
        List<Observation> rows = new ArrayList<>(series.length());
        for (int row = 0; row < series.length(); row++) {
            rows.add(new Observation(
                    series.timesMs()[row],
                    new double[] {series.values()[row]},
                    new double[spec.covariates().size()],
                    Observation.UNKNOWN,
                    Observation.UNKNOWN));
        }
        return record(rows, 0, 0, series.length(), 1, List.of(0)).get(0);
    }

    /**
     * A stretch of a series, one sequence for each feature asked for.
     *
     * @param stretch where it is, what comes before it, how much it counts
     * @param features which of the features, from 0
     */
    List<TrainingSequence> record(SeriesHistory history, Stretch stretch, List<Integer> features) {
        return record(history.rows(), stretch.runInFrom(), stretch.from(), stretch.to(), stretch.weight(), features);
    }

    private List<TrainingSequence> record(
            List<Observation> rows, int runInFrom, int from, int to, float weight, List<Integer> features) {
        TrainingInputs inputs = new TrainingInputs(spec, rows.get(0).features());
        List<Recording> recordings = features.stream()
                .map(feature -> new Recording(to - from, spec.inputSize()))
                .toList();
        List<Observation> seen = incidents.into(rows.subList(from, to));
        for (int row = runInFrom; row < to; row++) {
            Observation usual = rows.get(row);
            if (inputs.advance(row < from ? usual : seen.get(row - from), usual) && row >= from) {
                float rowWeight = row - runInFrom < UNJUDGED_ROWS ? 0 : weight;
                for (int index = 0; index < features.size(); index++) {
                    int feature = features.get(index);
                    recordings.get(index).add(inputs.inputs(feature), inputs.target(feature), rowWeight);
                }
            }
        }
        return recordings.stream()
                .filter(recording -> recording.rows > 0)
                .map(Recording::finish)
                .toList();
    }

    /** A sequence in the making. */
    private static final class Recording {

        private final int inputSize;
        private final float[] inputs;
        private final float[] values;
        private final float[] weights;
        private int rows;

        Recording(int capacity, int inputSize) {
            this.inputSize = inputSize;
            this.inputs = new float[capacity * inputSize];
            this.values = new float[capacity];
            this.weights = new float[capacity];
        }

        void add(float[] input, double value, float weight) {
            System.arraycopy(input, 0, inputs, rows * inputSize, inputSize);
            boolean missing = Double.isNaN(value);
            values[rows] = missing ? 0 : (float) value;
            weights[rows] = missing ? 0 : weight;
            rows++;
        }

        TrainingSequence finish() {
            return new TrainingSequence(
                    Arrays.copyOf(inputs, rows * inputSize), Arrays.copyOf(values, rows), Arrays.copyOf(weights, rows));
        }
    }
}
