package io.surprisal.model.cell;

import static io.surprisal.model.TensorLayout.CANDIDATE;
import static io.surprisal.model.TensorLayout.FORGET_GATE;
import static io.surprisal.model.TensorLayout.INPUT_GATE;
import static io.surprisal.model.TensorLayout.LSTM_BLOCKS;
import static io.surprisal.model.TensorLayout.OUTPUT_GATE;

import io.surprisal.model.math.Activations;
import io.surprisal.model.math.ColumnMatrix;

/**
 * One time step of one LSTM layer.
 *
 * <pre>
 *   i  = σ(W_i h + U_i x + b_i)        input (write) gate
 *   f  = σ(W_f h + U_f x + b_f)        forget gate
 *   o  = σ(W_o h + U_o x + b_o)        output (read) gate
 *   g  = tanh(W h + U x + b)           memory cell candidate
 *   c' = f ⊙ c + i ⊙ g                 memory cell
 *   h' = o ⊙ tanh(c')                  hidden (shadow) state: read after writing
 * </pre>
 *
 * <p>The gates are computed from the previous hidden state, without peepholes; equations as in [1], section 2. It
 * remembers [h | c].
 *
 * <p>The tensors' blocks are restacked to i, f, o, g and those of the three gates halved, which is exact: by σ(x) = ½ +
 * ½ tanh(x/2) a single loop of tanh then serves all 4H rows. A sum starts with b and takes U x, then W h, in the order of
 * the columns. All loops have one index over arrays of their own, which is what the JIT compiler vectorises.
 *
 * <p>[1] Greff et al., LSTM: A Search Space Odyssey, 2015.
 */
final class LstmCell implements Cell {

    private static final int[] BLOCKS = {INPUT_GATE, FORGET_GATE, OUTPUT_GATE, CANDIDATE};

    private final int inputSize;
    private final int hiddenSize;
    private final ColumnMatrix inputKernel; // U, [4H × I]
    private final ColumnMatrix recurrentKernel; // W, [4H × H]
    private final float[] bias; // b, [4H]

    /**
     * A layer with its weights, in the order of {@code TensorLayout}; copied.
     *
     * @param inputKernel U, [4H × I]
     * @param recurrentKernel W, [4H × H]
     * @param bias b, [4H]
     */
    LstmCell(float[] inputKernel, float[] recurrentKernel, float[] bias) {
        hiddenSize = bias.length / LSTM_BLOCKS;
        inputSize = inputKernel.length / bias.length;
        this.inputKernel = ColumnMatrix.ofRows(restacked(inputKernel), bias.length, inputSize);
        this.recurrentKernel = ColumnMatrix.ofRows(restacked(recurrentKernel), bias.length, hiddenSize);
        this.bias = restacked(bias);
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int hiddenSize() {
        return hiddenSize;
    }

    @Override
    public int stateSize() {
        return 2 * hiddenSize;
    }

    @Override
    public void step(float[] input, int inputAt, float[] state, int stateAt, Workspace workspace) {
        float[] gates = workspace.gates;
        System.arraycopy(bias, 0, gates, 0, bias.length);
        inputKernel.addProduct(input, inputAt, gates);
        recurrentKernel.addProduct(state, stateAt, gates);
        Activations.tanh(gates);
        System.arraycopy(gates, 0, workspace.inputGate, 0, hiddenSize);
        System.arraycopy(gates, hiddenSize, workspace.forgetGate, 0, hiddenSize);
        System.arraycopy(gates, 2 * hiddenSize, workspace.outputGate, 0, hiddenSize);
        System.arraycopy(gates, 3 * hiddenSize, workspace.candidate, 0, hiddenSize);
        System.arraycopy(state, stateAt + hiddenSize, workspace.cell, 0, hiddenSize);
        writeCell(workspace.cell, workspace.inputGate, workspace.forgetGate, workspace.candidate);
        System.arraycopy(workspace.cell, 0, state, stateAt + hiddenSize, hiddenSize);
        readCell(workspace.hidden, workspace.cell, workspace.outputGate);
        System.arraycopy(workspace.hidden, 0, state, stateAt, hiddenSize);
    }

    private static void writeCell(float[] cell, float[] inputGate, float[] forgetGate, float[] candidate) {
        for (int unit = 0; unit < cell.length; unit++) {
            float forget = 0.5f + 0.5f * forgetGate[unit];
            float write = 0.5f + 0.5f * inputGate[unit];
            cell[unit] = forget * cell[unit] + write * candidate[unit];
        }
    }

    private static void readCell(float[] hidden, float[] cell, float[] outputGate) {
        for (int unit = 0; unit < hidden.length; unit++) {
            hidden[unit] = (0.5f + 0.5f * outputGate[unit]) * Activations.tanh(cell[unit]);
        }
    }

    private static float[] restacked(float[] tensor) {
        int block = tensor.length / LSTM_BLOCKS;
        float[] restacked = new float[tensor.length];
        for (int to = 0; to < LSTM_BLOCKS; to++) {
            float scale = BLOCKS[to] == CANDIDATE ? 1f : 0.5f;
            for (int index = 0; index < block; index++) {
                restacked[to * block + index] = scale * tensor[BLOCKS[to] * block + index];
            }
        }
        return restacked;
    }
}
