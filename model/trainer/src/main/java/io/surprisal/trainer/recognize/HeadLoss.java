package io.surprisal.trainer.recognize;

import java.util.Arrays;

/**
 * The loss of a head over examples: weighted mean of −ln p of the right kind, and half of λ times the squares of all weights but
 * the biases.
 *
 * <p>The point is [W and b, row by row: 16 × (R + 1)], then [V and d: outputs × (16 + 1)], as in
 * {@link io.surprisal.model.recognition.RecognitionHead}.
 */
final class HeadLoss implements Objective {

    private final double[][] inputs; // z, [examples × R]
    private final int[] kinds; // [examples]
    private final double[] weights; // [examples], sum 1
    private final int units;
    private final int outputs;
    private final double decay;
    private final double[] hidden;
    private final double[] probabilities;
    private final double[] back;

    /**
     * A loss; it keeps the arrays.
     *
     * @param inputs z, [examples × R]
     * @param kinds index of the right output of each example
     * @param weights of the examples, sum 1
     * @param decay λ
     */
    HeadLoss(double[][] inputs, int[] kinds, double[] weights, int units, int outputs, double decay) {
        this.inputs = inputs;
        this.kinds = kinds;
        this.weights = weights;
        this.units = units;
        this.outputs = outputs;
        this.decay = decay;
        this.hidden = new double[units];
        this.probabilities = new double[outputs];
        this.back = new double[units];
    }

    /** The number of values of a point. */
    static int size(int inputs, int units, int outputs) {
        return units * (inputs + 1) + outputs * (units + 1);
    }

    @Override
    public double at(double[] point, double[] gradient) {
        Arrays.fill(gradient, 0);
        int width = inputs[0].length;
        int second = units * (width + 1);
        double loss = 0;
        for (int example = 0; example < inputs.length; example++) {
            double[] z = inputs[example];
            forward(point, z, second);
            loss -= weights[example] * StrictMath.log(Math.max(probabilities[kinds[example]], Double.MIN_NORMAL));
            backward(point, gradient, z, second, kinds[example], weights[example]);
        }
        return loss + shrink(point, gradient, 0, units, width) + shrink(point, gradient, second, outputs, units);
    }

    private void forward(double[] point, double[] z, int second) {
        int at = 0;
        for (int unit = 0; unit < units; unit++) {
            double sum = 0;
            for (double each : z) {
                sum += point[at++] * each;
            }
            hidden[unit] = StrictMath.tanh(sum + point[at++]);
        }
        double largest = Double.NEGATIVE_INFINITY;
        at = second;
        for (int output = 0; output < outputs; output++) {
            double sum = 0;
            for (double each : hidden) {
                sum += point[at++] * each;
            }
            probabilities[output] = sum + point[at++];
            largest = Math.max(largest, probabilities[output]);
        }
        double sum = 0;
        for (int output = 0; output < outputs; output++) {
            probabilities[output] = StrictMath.exp(probabilities[output] - largest);
            sum += probabilities[output];
        }
        for (int output = 0; output < outputs; output++) {
            probabilities[output] /= sum;
        }
    }

    private void backward(double[] point, double[] gradient, double[] z, int second, int kind, double weight) {
        Arrays.fill(back, 0);
        int at = second;
        for (int output = 0; output < outputs; output++) {
            double error = weight * (probabilities[output] - (output == kind ? 1 : 0));
            for (int unit = 0; unit < units; unit++) {
                back[unit] += error * point[at];
                gradient[at++] += error * hidden[unit];
            }
            gradient[at++] += error;
        }
        at = 0;
        for (int unit = 0; unit < units; unit++) {
            double error = back[unit] * (1 - hidden[unit] * hidden[unit]);
            for (double each : z) {
                gradient[at++] += error * each;
            }
            gradient[at++] += error;
        }
    }

    /** Adds the weights' own gradient and gives their loss; a bias stands at the end of each row. */
    private double shrink(double[] point, double[] gradient, int from, int rows, int width) {
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                int at = from + row * (width + 1) + column;
                squares += point[at] * point[at];
                gradient[at] += decay * point[at];
            }
        }
        return decay / 2 * squares;
    }
}
