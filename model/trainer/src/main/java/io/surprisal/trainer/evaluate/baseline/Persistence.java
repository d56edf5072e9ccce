package io.surprisal.trainer.evaluate.baseline;

/** Expects the last value again. */
final class Persistence implements Surprise {

    private final RunningScale scale = new RunningScale();
    private double last = Double.NaN;

    @Override
    public double of(long eventTimeMs, double value) {
        double residual = Double.isNaN(last) ? 0 : value - last;
        last = value;
        return scale.measure(residual);
    }
}
