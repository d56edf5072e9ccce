package io.surprisal.trainer.evaluate.baseline;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestMapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.DoubleStream;

/**
 * AWS' Random Cut Forest [1] with its own thresholds: score is its anomaly score, an alert an anomaly grade above 0. It
 * is warmed up on the last {@value #WARM_UP_ROWS} rows of the history. Rows with a missing value are passed over.
 *
 * <p>[1] Guha et al., Robust Random Cut Forest Based Anomaly Detection on Streams, ICML 2016.
 */
final class RandomCutForestBaseline implements Baseline {

    private static final int WARM_UP_ROWS = 4000;
    private static final int TREES = 30;
    private static final int SAMPLE_ROWS = 256;
    private static final double ANOMALY_RATE = 0.005;
    private static final long SEED = 42;

    // Rows that one point of the forest holds, by the number of features.
    private static final int UNIVARIATE_SHINGLE = 8;
    private static final int SHINGLE = 4;
    private static final int MOST_FEATURES_TO_SHINGLE = 20;

    private final ThresholdedRandomCutForest forest;
    private final Deque<double[]> history;
    private long rows;
    private double score;
    private boolean alert;

    RandomCutForestBaseline(int features) {
        int shingle = features == 1 ? UNIVARIATE_SHINGLE : features <= MOST_FEATURES_TO_SHINGLE ? SHINGLE : 1;
        this.forest = ThresholdedRandomCutForest.builder()
                .dimensions(features * shingle)
                .shingleSize(shingle)
                .internalShinglingEnabled(true)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE_ROWS)
                .anomalyRate(ANOMALY_RATE)
                .transformMethod(TransformMethod.NORMALIZE)
                .randomSeed(SEED)
                .build();
        this.history = new ArrayDeque<>();
    }

    private RandomCutForestBaseline(RandomCutForestBaseline other) {
        ThresholdedRandomCutForestMapper mapper = new ThresholdedRandomCutForestMapper();
        forest = mapper.toModel(mapper.toState(other.forest));
        history = new ArrayDeque<>(other.history);
        rows = other.rows;
        score = other.score;
        alert = other.alert;
    }

    @Override
    public String name() {
        return "Random Cut Forest";
    }

    @Override
    public void learn(long eventTimeMs, double[] values) {
        if (isComplete(values)) {
            if (history.size() == WARM_UP_ROWS) {
                history.removeFirst();
            }
            history.addLast(values.clone());
        }
    }

    @Override
    public void observe(long eventTimeMs, double[] values) {
        while (!history.isEmpty()) {
            process(history.removeFirst());
        }
        score = 0;
        alert = false;
        if (isComplete(values)) {
            AnomalyDescriptor descriptor = process(values.clone());
            score = descriptor.getRCFScore();
            alert = descriptor.getAnomalyGrade() > 0;
        }
    }

    private AnomalyDescriptor process(double[] point) {
        return forest.process(point, rows++);
    }

    private static boolean isComplete(double[] values) {
        return DoubleStream.of(values).allMatch(Double::isFinite);
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
    public Baseline copy() {
        return new RandomCutForestBaseline(this);
    }
}
