package io.surprisal.model.cell;

import static io.surprisal.model.TensorLayout.CANDIDATE;
import static io.surprisal.model.TensorLayout.FORGET_GATE;
import static io.surprisal.model.TensorLayout.INPUT_GATE;
import static io.surprisal.model.TensorLayout.OUTPUT_GATE;

import io.surprisal.model.math.Activations;

/** The equations of {@link LstmCell}, unit by unit on the tensors as they are stored: what the fast loops must equal. */
final class LstmReference {

    private final float[] inputKernel;
    private final float[] recurrentKernel;
    private final float[] bias;
    private final int hiddenSize;
    private final int inputSize;

    LstmReference(float[] inputKernel, float[] recurrentKernel, float[] bias) {
        this.inputKernel = inputKernel;
        this.recurrentKernel = recurrentKernel;
        this.bias = bias;
        hiddenSize = bias.length / 4;
        inputSize = inputKernel.length / bias.length;
    }

    /** One time step in float32, in the order of summation that the cell promises: b, then U x, then W h. */
    void step(float[] input, float[] hidden, float[] cell) {
        float[] before = hidden.clone();
        for (int unit = 0; unit < hiddenSize; unit++) {
            float inputGate = Activations.sigmoid(sum(INPUT_GATE, unit, input, before));
            float forgetGate = Activations.sigmoid(sum(FORGET_GATE, unit, input, before));
            float outputGate = Activations.sigmoid(sum(OUTPUT_GATE, unit, input, before));
            float candidate = Activations.tanh(sum(CANDIDATE, unit, input, before));
            cell[unit] = forgetGate * cell[unit] + inputGate * candidate;
            hidden[unit] = outputGate * Activations.tanh(cell[unit]);
        }
    }

    /** One time step in float64 with the library's functions. */
    void step(float[] input, double[] hidden, double[] cell) {
        double[] before = hidden.clone();
        for (int unit = 0; unit < hiddenSize; unit++) {
            double inputGate = sigmoid(sum(INPUT_GATE, unit, input, before));
            double forgetGate = sigmoid(sum(FORGET_GATE, unit, input, before));
            double outputGate = sigmoid(sum(OUTPUT_GATE, unit, input, before));
            double candidate = StrictMath.tanh(sum(CANDIDATE, unit, input, before));
            cell[unit] = forgetGate * cell[unit] + inputGate * candidate;
            hidden[unit] = outputGate * StrictMath.tanh(cell[unit]);
        }
    }

    private float sum(int block, int unit, float[] input, float[] hidden) {
        int row = block * hiddenSize + unit;
        float sum = bias[row];
        for (int column = 0; column < inputSize; column++) {
            sum += input[column] * inputKernel[row * inputSize + column];
        }
        for (int column = 0; column < hiddenSize; column++) {
            sum += hidden[column] * recurrentKernel[row * hiddenSize + column];
        }
        return sum;
    }

    private double sum(int block, int unit, float[] input, double[] hidden) {
        int row = block * hiddenSize + unit;
        double sum = bias[row];
        for (int column = 0; column < inputSize; column++) {
            sum += (double) input[column] * inputKernel[row * inputSize + column];
        }
        for (int column = 0; column < hiddenSize; column++) {
            sum += hidden[column] * recurrentKernel[row * hiddenSize + column];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
