package io.surprisal.trainer.evaluate.baseline;

/** Expects the last value again. */
final class Persistence implements Surprise {

    private final RunningScale scale;
    private double last = Double.NaN;

    Persistence() {
        scale = new RunningScale();
    }

    private Persistence(Persistence other) {
        scale = new RunningScale(other.scale);
        last = other.last;
    }

    @Override
    public double of(long eventTimeMs, double value) {
        double residual = Double.isNaN(last) ? 0 : value - last;
        last = value;
        return scale.measure(residual);
    }

    @Override
    public Surprise copy() {
        return new Persistence(this);
    }
}
