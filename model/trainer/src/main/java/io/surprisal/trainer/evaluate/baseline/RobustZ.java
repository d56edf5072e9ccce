package io.surprisal.trainer.evaluate.baseline;

import java.util.Arrays;

/** Distance from the median of the last {@value #WINDOW} values, in multiples of their median absolute deviation. */
final class RobustZ implements Surprise {

    private static final int WINDOW = 256;
    private static final int FEWEST = 16;

    /** Makes the median absolute deviation of a normal distribution its standard deviation: 1 / Φ⁻¹(3/4). */
    private static final double NORMAL = 1.4826;

    private final double[] ring;
    private final double[] sorted;
    private int size;
    private int oldest;

    RobustZ() {
        ring = new double[WINDOW];
        sorted = new double[WINDOW];
    }

    private RobustZ(RobustZ other) {
        ring = other.ring.clone();
        sorted = other.sorted.clone();
        size = other.size;
        oldest = other.oldest;
    }

    @Override
    public double of(long eventTimeMs, double value) {
        double surprise = size < FEWEST ? 0 : distance(value);
        learn(value);
        return surprise;
    }

    private double distance(double value) {
        double median = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
        double deviation = medianDeviation(median);
        double residual = Math.abs(value - median);
        if (residual == 0) {
            return 0;
        }
        return deviation > 0 ? residual / (NORMAL * deviation) : RunningScale.UNHEARD_OF;
    }

    /** The middle of the distances to the median; if more than half are 0, their mean, which sees the others. */
    private double medianDeviation(double median) {
        int above = Arrays.binarySearch(sorted, 0, size, median);
        above = above < 0 ? -above - 1 : above;
        int below = above - 1;
        double distance = 0;
        for (int taken = 0; taken <= size / 2; taken++) { // outwards from the median, the nearer neighbour first
            boolean down = above == size || (below >= 0 && median - sorted[below] <= sorted[above] - median);
            distance = down ? median - sorted[below--] : sorted[above++] - median;
        }
        if (distance > 0) {
            return distance;
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += Math.abs(sorted[i] - median);
        }
        return sum / size;
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

    @Override
    public Surprise copy() {
        return new RobustZ(this);
    }
}
