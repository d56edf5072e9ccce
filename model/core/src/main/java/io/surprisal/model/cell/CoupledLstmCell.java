package io.surprisal.model.cell;

import static io.surprisal.model.TensorLayout.COUPLED_CANDIDATE;
import static io.surprisal.model.TensorLayout.COUPLED_FORGET_GATE;
import static io.surprisal.model.TensorLayout.COUPLED_OUTPUT_GATE;

import io.surprisal.model.math.Activations;

/**
 * One time step of one LSTM layer with coupled input and forget gate ([1], CIFG): as much is written as is forgotten, so
 * that |c| ≤ 1, with a quarter of the weights less than an {@link LstmCell}.
 *
 * <pre>
 *   f  = σ(W_f h + U_f x + b_f)        forget gate
 *   o  = σ(W_o h + U_o x + b_o)        output gate
 *   g  = tanh(W h + U x + b)           memory cell candidate
 *   c' = f ⊙ c + (1 − f) ⊙ g           memory cell
 *   h' = o ⊙ tanh(c')                  hidden state
 * </pre>
 *
 * <p>It remembers [h | c]; the tensors' blocks are restacked to f, o, g.
 *
 * <p>[1] Greff et al., LSTM: A Search Space Odyssey, 2015.
 */
final class CoupledLstmCell implements Cell {

    private static final int[] BLOCKS = {COUPLED_FORGET_GATE, COUPLED_OUTPUT_GATE, COUPLED_CANDIDATE};
    private static final float[] SCALES = {0.5f, 1, 0.5f};

    private final GateSums sums;
    private final int hiddenSize;

    CoupledLstmCell(LayerWeights weights) {
        sums = GateSums.of(weights, BLOCKS, SCALES);
        hiddenSize = sums.hiddenSize();
    }

    @Override
    public int inputSize() {
        return sums.inputSize();
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
        sums.write(input, inputAt, state, stateAt, workspace);
        Activations.tanh(gates);
        System.arraycopy(gates, 0, workspace.forgetGate, 0, hiddenSize);
        System.arraycopy(gates, hiddenSize, workspace.outputGate, 0, hiddenSize);
        System.arraycopy(gates, 2 * hiddenSize, workspace.candidate, 0, hiddenSize);
        System.arraycopy(state, stateAt + hiddenSize, workspace.cell, 0, hiddenSize);
        writeCell(workspace.cell, workspace.forgetGate, workspace.candidate);
        System.arraycopy(workspace.cell, 0, state, stateAt + hiddenSize, hiddenSize);
        LstmCell.readCell(workspace.hidden, workspace.cell, workspace.outputGate);
        System.arraycopy(workspace.hidden, 0, state, stateAt, hiddenSize);
    }

    private static void writeCell(float[] cell, float[] forgetGate, float[] candidate) {
        for (int unit = 0; unit < cell.length; unit++) {
            float forget = 0.5f + 0.5f * forgetGate[unit];
            cell[unit] = forget * cell[unit] + (1 - forget) * candidate[unit];
        }
    }
}
