package io.surprisal.trainer.train.network;

import java.util.List;

/**
 * The optimiser: Adam [1] after a clip of the gradient's global norm. Its state is three plain values that a checkpoint
 * holds, so that a resumed training is the uninterrupted one.
 *
 * <p>[1] Kingma, Ba: Adam, a Method for Stochastic Optimization, 2015, algorithm 1.
 */
public final class Adam {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final double largestNorm;
    private final float[] first; // m, moving mean of the gradient
    private final float[] second; // v, moving mean of its square
    private int updates;

    /**
     * An optimiser that has seen nothing.
     *
     * @param parameters how many parameters there are
     * @param largestNorm gradients of a larger Euclidean norm are scaled down to it
     */
    public Adam(int parameters, double largestNorm) {
        this.first = new float[parameters];
        this.second = new float[parameters];
        this.largestNorm = largestNorm;
    }

    /** The number of updates so far. */
    public int updates() {
        return updates;
    }

    /** Copies of the moments m and v, for a checkpoint. */
    public List<float[]> moments() {
        return List.of(first.clone(), second.clone());
    }

    /**
     * Continues where another optimiser stopped.
     *
     * @param moments m and v as {@link #moments()} gave them
     * @param updatesSoFar as {@link #updates()} gave them
     */
    public void restore(List<float[]> moments, int updatesSoFar) {
        for (float[] moment : moments) {
            if (moment.length != first.length) {
                throw new IllegalArgumentException(
                        "moments must be of " + first.length + " parameters: length=" + moment.length);
            }
        }
        System.arraycopy(moments.get(0), 0, first, 0, first.length);
        System.arraycopy(moments.get(1), 0, second, 0, second.length);
        updates = updatesSoFar;
    }

    /**
     * Changes the parameters by one update, in place. A gradient that is not finite changes nothing.
     *
     * @return whether the update was made
     */
    public boolean update(float[] parameters, float[] gradient, double learningRate) {
        double norm = norm(gradient);
        if (!Double.isFinite(norm)) {
            return false;
        }
        double scale = norm > largestNorm ? largestNorm / norm : 1;
        updates++;
        double firstCorrection = 1 - StrictMath.pow(FIRST_DECAY, updates);
        double secondCorrection = 1 - StrictMath.pow(SECOND_DECAY, updates);
        for (int index = 0; index < parameters.length; index++) {
            double slope = gradient[index] * scale;
            first[index] = (float) (FIRST_DECAY * first[index] + (1 - FIRST_DECAY) * slope);
            second[index] = (float) (SECOND_DECAY * second[index] + (1 - SECOND_DECAY) * slope * slope);
            double direction =
                    (first[index] / firstCorrection) / (Math.sqrt(second[index] / secondCorrection) + EPSILON);
            parameters[index] = (float) (parameters[index] - learningRate * direction);
        }
        return true;
    }

    private static double norm(float[] gradient) {
        double squares = 0;
        for (float slope : gradient) {
            squares += (double) slope * slope;
        }
        return Math.sqrt(squares);
    }
}
