package io.surprisal.trainer.evaluate.baseline;

import java.util.Arrays;

/** Expects the median of the last {@value #WINDOW} values. */
final class MovingMedian implements Surprise {

    private static final int WINDOW = 256;

    private final RunningScale scale = new RunningScale();
    private final double[] ring = new double[WINDOW];
    private final double[] sorted = new double[WINDOW];
    private int size;
    private int oldest;

    @Override
    public double of(long eventTimeMs, double value) {
        double residual = size == 0 ? 0 : value - (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
        learn(value);
        return scale.measure(residual);
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
