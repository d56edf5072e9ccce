package io.surprisal.deploy.bench.kernel;

import java.util.Random;

/**
 * Weights of one LSTM layer as they are stored, and inputs for it, all made up.
 *
 * @param inputKernel U, [4H × I]
 * @param recurrentKernel W, [4H × H]
 * @param bias b, [4H]
 * @param inputs [{@value #ROWS}][I], taken in turns
 */
@SuppressWarnings("ArrayRecordComponent") // weights for one measurement, never compared
record LayerTensors(float[] inputKernel, float[] recurrentKernel, float[] bias, float[][] inputs) {

    /** Rows of inputs; a power of two. */
    static final int ROWS = 64;

    private static final float DEVIATION = 0.2f;

    static LayerTensors random(int inputSize, int hiddenSize) {
        Random random = new Random(31L * inputSize + hiddenSize);
        float[][] inputs = new float[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            inputs[row] = gaussian(random, inputSize, 1);
        }
        return new LayerTensors(
                gaussian(random, 4 * hiddenSize * inputSize, DEVIATION),
                gaussian(random, 4 * hiddenSize * hiddenSize, DEVIATION),
                gaussian(random, 4 * hiddenSize, DEVIATION),
                inputs);
    }

    int inputSize() {
        return inputKernel.length / bias.length;
    }

    int hiddenSize() {
        return bias.length / 4;
    }

    private static float[] gaussian(Random random, int length, float deviation) {
        float[] values = new float[length];
        for (int index = 0; index < length; index++) {
            values[index] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
