package io.surprisal.trainer.train;

/**
 * How a network is trained, once its shape and its data are given. The defaults are those of the default model.
 *
 * @param epochs passes over the data that the learning rate is planned for, at least 1
 * @param patience epochs without a better validation loss after which training stops
 * @param batch sequences in one update
 * @param segmentRows time steps that gradients go back
 * @param peakRate the largest learning rate
 * @param largestNorm the gradient's norm is clipped to it
 */
public record Schedule(int epochs, int patience, int batch, int segmentRows, double peakRate, double largestNorm) {

    private static final int PATIENCE = 12;
    private static final int BATCH = 64;
    private static final int SEGMENT_ROWS = 50;
    private static final double PEAK_RATE = 1e-2;
    private static final double LARGEST_NORM = 1;

    /** Checks the ranges. */
    public Schedule {
        if (epochs < 1 || patience < 1 || batch < 1 || segmentRows < 1 || !(peakRate > 0) || !(largestNorm > 0)) {
            throw new IllegalArgumentException("schedule must have positive numbers: epochs=" + epochs + ", patience="
                    + patience + ", batch=" + batch + ", segmentRows=" + segmentRows + ", peakRate=" + peakRate
                    + ", largestNorm=" + largestNorm);
        }
    }

    /** The default schedule over a number of epochs. */
    public static Schedule of(int epochs) {
        return new Schedule(epochs, PATIENCE, BATCH, SEGMENT_ROWS, PEAK_RATE, LARGEST_NORM);
    }

    /** The same over another number of epochs. */
    public Schedule withEpochs(int others) {
        return new Schedule(others, patience, batch, segmentRows, peakRate, largestNorm);
    }

    /** The same with another peak of the learning rate, for a network that is trained already. */
    public Schedule withPeakRate(double rate) {
        return new Schedule(epochs, patience, batch, segmentRows, rate, largestNorm);
    }
}
