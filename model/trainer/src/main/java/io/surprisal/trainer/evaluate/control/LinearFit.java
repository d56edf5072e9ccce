package io.surprisal.trainer.evaluate.control;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.TrainingInputs;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.trainer.evaluate.baseline.RidgeRegression;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Least squares of y on the network's own inputs, one fit for each horizon over all series together: what a forecast can
 * know of the last two rows, the running mean, the profile and the time without remembering anything else.
 *
 * <p>It is fitted on made-up series and on the first rows of each history, of which the last fifth is left to the
 * calibration. To be shown series, then asked.
 */
final class LinearFit {

    private static final int SYNTHETIC_SERIES = 100;
    private static final int ROWS = 4000; // of each series
    private static final int UNJUDGED_ROWS = 50;
    private static final int SERIES_OF_A_SET = 100;
    private static final int LEARNT_PERCENT = 80;

    private final ModelSpec spec;
    private final Map<Horizon, RidgeRegression> regressions = new EnumMap<>(Horizon.class);

    LinearFit(ModelSpec spec) {
        this.spec = spec;
        for (Horizon horizon : Horizon.values()) {
            regressions.put(horizon, new RidgeRegression(spec.inputSize(), 1));
        }
    }

    /** Learns made-up series of a seed, the ones that a network would learn. */
    void addSynthetic(long seed) {
        for (int number = 0; number < SYNTHETIC_SERIES; number++) {
            SyntheticSeries series =
                    SyntheticSeries.generate(seed, number, ROWS, SyntheticSeries.TRAINING_ANOMALY_SHARE);
            addRows(IntStream.range(0, series.length())
                    .mapToObj(row -> Observation.of(series.timesMs()[row], series.values()[row]))
                    .toList());
        }
    }

    /** Learns the series of a set, each feature as a series of its own, at most so many of all features evenly. */
    void add(List<SeriesHistory> set) {
        int features =
                set.stream().mapToInt(history -> history.features().size()).sum();
        int step = Math.max(1, (features + SERIES_OF_A_SET - 1) / SERIES_OF_A_SET);
        int place = 0;
        for (SeriesHistory history : set) {
            int learnt = Math.min(ROWS, history.rows().size() * LEARNT_PERCENT / 100);
            for (int feature = 0; feature < history.features().size(); feature++) {
                if (place % step == 0) {
                    addRows(history.first(learnt).feature(feature).rows());
                }
                place++;
            }
        }
    }

    private void addRows(List<Observation> rows) {
        TrainingInputs network = new TrainingInputs(spec, 1);
        double[][] inputs = new double[rows.size()][spec.inputSize()];
        double[][] targets = new double[rows.size()][1];
        int count = 0;
        for (Observation row : rows) {
            if (network.advance(row)) {
                for (int input = 0; input < spec.inputSize(); input++) {
                    inputs[count][input] = network.inputs(0)[input];
                }
                targets[count][0] = network.target(0);
                count++;
            }
        }
        for (Horizon horizon : Horizon.values()) {
            for (int row = UNJUDGED_ROWS; row + horizon.rows() <= count; row++) {
                double[] target = targets[row + horizon.rows() - 1];
                if (!Double.isNaN(target[0])) {
                    regression(horizon).add(inputs[row], target);
                }
            }
        }
    }

    /** Makes the coefficients. */
    void fit() {
        regressions.values().forEach(RidgeRegression::fit);
    }

    /** What is expected when all inputs are 0. */
    double intercept(Horizon horizon) {
        return predict(horizon, new double[spec.inputSize()]);
    }

    /** By how much the expectation grows with an input. */
    double weight(Horizon horizon, int input) {
        double[] unit = new double[spec.inputSize()];
        unit[input] = 1;
        return predict(horizon, unit) - intercept(horizon);
    }

    private double predict(Horizon horizon, double[] inputs) {
        double[] expected = new double[1];
        regression(horizon).predict(inputs, expected);
        return expected[0];
    }

    private RidgeRegression regression(Horizon horizon) {
        RidgeRegression regression = regressions.get(horizon);
        if (regression == null) {
            throw new IllegalStateException("every horizon must have a regression: horizon=" + horizon);
        }
        return regression;
    }
}
