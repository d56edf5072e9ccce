package io.surprisal.trainer.evaluate.baseline;

/** Expects the exponentially weighted mean of the last values. */
final class EwmaResidual implements Surprise {

    /** About ten rows' memory. */
    private static final double STEP = 0.1;

    private final RunningScale scale;
    private double mean = Double.NaN;

    EwmaResidual() {
        scale = new RunningScale();
    }

    private EwmaResidual(EwmaResidual other) {
        scale = new RunningScale(other.scale);
        mean = other.mean;
    }

    @Override
    public double of(long eventTimeMs, double value) {
        if (Double.isNaN(mean)) {
            mean = value;
        }
        double residual = value - mean;
        mean += STEP * residual;
        return scale.measure(residual);
    }

    @Override
    public Surprise copy() {
        return new EwmaResidual(this);
    }
}
