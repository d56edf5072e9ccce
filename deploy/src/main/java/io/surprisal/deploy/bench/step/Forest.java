package io.surprisal.deploy.bench.step;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import java.util.Random;

/** AWS' Random Cut Forest on one feature: 30 trees, shingle 8, sample of 256, as it is commonly used. */
final class Forest {

    private static final int TREES = 30;
    private static final int SHINGLE = 8;
    private static final int SAMPLE = 256;
    private static final int WARM_ROWS = 4_000;

    private final ThresholdedRandomCutForest forest = ThresholdedRandomCutForest.builder()
            .dimensions(SHINGLE)
            .shingleSize(SHINGLE)
            .internalShinglingEnabled(true)
            .numberOfTrees(TREES)
            .sampleSize(SAMPLE)
            .transformMethod(TransformMethod.NORMALIZE)
            .randomSeed(1)
            .build();
    private final Random random = new Random(1);
    private long row;
    private double sum;

    Forest() {
        run(WARM_ROWS);
    }

    /** Scores and learns so many rows. */
    void run(int rows) {
        for (int each = 0; each < rows; each++) {
            double value = 50 + 10 * Math.sin(row / 23.0) + random.nextGaussian();
            sum += forest.process(new double[] {value}, row++).getRCFScore();
        }
    }

    /** The sum of all scores. */
    double sum() {
        return sum;
    }
}
