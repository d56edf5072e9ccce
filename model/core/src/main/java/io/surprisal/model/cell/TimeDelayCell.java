package io.surprisal.model.cell;

import io.surprisal.model.math.Activations;
import io.surprisal.model.math.ColumnMatrix;

/**
 * One time step of one layer of a time-delay network [1]: a causal convolution over the present input and those of K − 1
 * steps before, D steps apart.
 *
 * <pre>
 *   h_t = tanh(Σ_k U_k x_{t − (K−1−k) D} + b)      k = 0 … K−1, inputs before the first are zero
 * </pre>
 *
 * <p>It remembers a ring of the last N = (K − 1) D inputs and where in it the oldest stands, [position | N × I], so that a
 * step writes one column and multiplies K. A sum starts with b and takes the time steps from the present one backwards.
 *
 * <p>[1] Waibel et al., Phoneme Recognition Using Time-Delay Neural Networks, 1989; dilated as in van den Oord et al.,
 * WaveNet, 2016.
 */
final class TimeDelayCell implements Cell {

    private static final int RING = 1;

    private final ColumnMatrix[] kernels; // U_k, [H × I], that of the present input first
    private final float[] bias; // b, [H]
    private final int inputSize;
    private final int dilation;
    private final int ringLength;

    /**
     * A layer.
     *
     * @param kernel [H × I × K], the newest time step last; copied
     * @param bias [H]; copied
     * @param kernelSize K
     * @param dilation D
     */
    TimeDelayCell(float[] kernel, float[] bias, int kernelSize, int dilation) {
        this.bias = bias.clone();
        this.dilation = dilation;
        inputSize = kernel.length / bias.length / kernelSize;
        ringLength = (kernelSize - 1) * dilation;
        kernels = new ColumnMatrix[kernelSize];
        for (int back = 0; back < kernelSize; back++) {
            float[] values = new float[bias.length * inputSize];
            for (int index = 0; index < values.length; index++) {
                values[index] = kernel[index * kernelSize + kernelSize - 1 - back];
            }
            kernels[back] = ColumnMatrix.ofRows(values, bias.length, inputSize);
        }
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int hiddenSize() {
        return bias.length;
    }

    @Override
    public int stateSize() {
        return RING + ringLength * inputSize;
    }

    @Override
    public void step(float[] input, int inputAt, float[] state, int stateAt, Workspace workspace) {
        float[] sums = workspace.gates;
        int ring = stateAt + RING;
        int position = (int) state[stateAt];
        System.arraycopy(bias, 0, sums, 0, bias.length);
        kernels[0].addProduct(input, inputAt, sums);
        int column = position;
        for (int back = 1; back < kernels.length; back++) {
            column -= dilation;
            column += column < 0 ? ringLength : 0;
            kernels[back].addProduct(state, ring + column * inputSize, sums);
        }
        System.arraycopy(input, inputAt, state, ring + position * inputSize, inputSize);
        state[stateAt] = position + 1 == ringLength ? 0 : position + 1;
        Activations.tanh(sums);
        System.arraycopy(sums, 0, workspace.hidden, 0, sums.length);
    }
}
