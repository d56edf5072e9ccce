package io.surprisal.trainer.evaluate.baseline;

import java.util.Arrays;

/** Expects the median of the last {@value #WINDOW} values; the median distance from it is the usual one. */
final class RobustDeviation implements Surprise {

    private static final int WINDOW = 256;

    /** The median magnitude of a Laplace residual is ln 2 of its mean, the unit of the other baselines. */
    private static final double LN_2 = 0.6931471805599453;

    private static final double UNHEARD_OF = 1e9;

    private final double[] ring = new double[WINDOW];
    private final double[] sorted = new double[WINDOW];
    private int size;
    private int oldest;

    @Override
    public double of(long eventTimeMs, double value) {
        double surprise = size == 0 ? 0 : measure(value);
        learn(value);
        return surprise;
    }

    private double measure(double value) {
        double median = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
        double deviation = Math.abs(value - median);
        if (deviation == 0) {
            return 0;
        }
        double usual = medianDistance(median);
        return usual == 0 ? UNHEARD_OF : deviation / usual * LN_2;
    }

    /** Walks outwards from the median until half the values are passed. */
    private double medianDistance(double median) {
        int below = (size - 1) / 2;
        int above = below + 1;
        double distance = 0;
        for (int passed = 0; passed <= size / 2; passed++) {
            double down = below >= 0 ? median - sorted[below] : Double.POSITIVE_INFINITY;
            double up = above < size ? sorted[above] - median : Double.POSITIVE_INFINITY;
            distance = Math.min(down, up);
            if (down <= up) {
                below--;
            } else {
                above++;
            }
        }
        return distance;
    }

    private void learn(double value) {
        if (size == WINDOW) {
            int gone = Arrays.binarySearch(sorted, ring[oldest]);
            System.arraycopy(sorted, gone + 1, sorted, gone, WINDOW - 1 - gone);
            size--;
        }
        int found = Arrays.binarySearch(sorted, 0, size, value);
        int place = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, place, sorted, place + 1, size - place);
        sorted[place] = value;
        size++;
        ring[oldest] = value;
        oldest = (oldest + 1) % WINDOW;
    }
}
