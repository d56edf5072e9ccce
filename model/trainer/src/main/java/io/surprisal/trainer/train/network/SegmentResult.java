package io.surprisal.trainer.train.network;

/** What a pass over a segment gave. The arrays belong to this object and are not changed after. */
public final class SegmentResult {

    private final double[] losses;
    private final double[] weights;
    private final float[] gradient;
    private final RecurrentBatch state;

    SegmentResult(double[] losses, double[] weights, float[] gradient, RecurrentBatch state) {
        this.losses = losses;
        this.weights = weights;
        this.gradient = gradient;
        this.state = state;
    }

    /** The sum over the horizons of the weighted mean loss, natural logarithm: what the optimiser makes smaller. */
    public double loss() {
        double total = 0;
        for (double loss : losses) {
            total += loss;
        }
        return total;
    }

    /** The sum, not the mean, of the weighted losses of one horizon. */
    public double lossSum(int horizon) {
        return losses[horizon] * (weights[horizon] + 1);
    }

    /** The sum of the weights of one horizon. */
    public double weight(int horizon) {
        return weights[horizon];
    }

    /** The gradient of {@link #loss()} in the order of {@link NetworkParameters}; empty after a mere measurement. */
    public float[] gradient() {
        return gradient;
    }

    /** h and c after the last row, cut off from their history. */
    public RecurrentBatch state() {
        return state;
    }
}
