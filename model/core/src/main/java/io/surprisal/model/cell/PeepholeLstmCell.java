package io.surprisal.model.cell;

import static io.surprisal.model.TensorLayout.CANDIDATE;
import static io.surprisal.model.TensorLayout.FORGET_GATE;
import static io.surprisal.model.TensorLayout.FORGET_PEEPHOLE;
import static io.surprisal.model.TensorLayout.INPUT_GATE;
import static io.surprisal.model.TensorLayout.INPUT_PEEPHOLE;
import static io.surprisal.model.TensorLayout.OUTPUT_GATE;
import static io.surprisal.model.TensorLayout.OUTPUT_PEEPHOLE;

import io.surprisal.model.math.Activations;
import java.util.Arrays;

/**
 * One time step of one LSTM layer with peepholes [1]: the gates see the memory cell even while the output gate is shut,
 * which is what counting steps and timing take.
 *
 * <pre>
 *   i  = σ(W_i h + U_i x + p_i ⊙ c + b_i)      input gate
 *   f  = σ(W_f h + U_f x + p_f ⊙ c + b_f)      forget gate
 *   g  = tanh(W h + U x + b)                   memory cell candidate
 *   c' = f ⊙ c + i ⊙ g                         memory cell
 *   o  = σ(W_o h + U_o x + p_o ⊙ c' + b_o)     output gate: sees the new memory cell
 *   h' = o ⊙ tanh(c')                          hidden state
 * </pre>
 *
 * <p>It remembers [h | c]; the tensors' blocks are restacked to i, f, o, g.
 *
 * <p>[1] Gers, Schmidhuber: Recurrent Nets that Time and Count, 2000.
 */
final class PeepholeLstmCell implements Cell {

    private static final int[] BLOCKS = {INPUT_GATE, FORGET_GATE, OUTPUT_GATE, CANDIDATE};
    private static final float[] SCALES = {0.5f, 0.5f, 1, 0.5f};

    private final GateSums sums;
    private final int hiddenSize;
    private final float[] inputPeephole; // half p_i, [H]
    private final float[] forgetPeephole; // half p_f, [H]
    private final float[] outputPeephole; // half p_o, [H]

    /**
     * A layer.
     *
     * @param peepholes p_i, p_f, p_o, [3H]; copied
     */
    PeepholeLstmCell(LayerWeights weights, float[] peepholes) {
        sums = GateSums.of(weights, BLOCKS, SCALES);
        hiddenSize = sums.hiddenSize();
        inputPeephole = halved(peepholes, INPUT_PEEPHOLE * hiddenSize, hiddenSize);
        forgetPeephole = halved(peepholes, FORGET_PEEPHOLE * hiddenSize, hiddenSize);
        outputPeephole = halved(peepholes, OUTPUT_PEEPHOLE * hiddenSize, hiddenSize);
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
        float[] cell = workspace.cell;
        sums.write(input, inputAt, state, stateAt, workspace);
        System.arraycopy(state, stateAt + hiddenSize, cell, 0, hiddenSize);
        System.arraycopy(gates, 0, workspace.inputGate, 0, hiddenSize);
        System.arraycopy(gates, hiddenSize, workspace.forgetGate, 0, hiddenSize);
        System.arraycopy(gates, 2 * hiddenSize, workspace.outputGate, 0, hiddenSize);
        System.arraycopy(gates, 3 * hiddenSize, workspace.candidate, 0, hiddenSize);
        peep(workspace.inputGate, inputPeephole, cell);
        peep(workspace.forgetGate, forgetPeephole, cell);
        Activations.tanh(workspace.candidate);
        LstmCell.writeCell(cell, workspace.inputGate, workspace.forgetGate, workspace.candidate);
        System.arraycopy(cell, 0, state, stateAt + hiddenSize, hiddenSize);
        peep(workspace.outputGate, outputPeephole, cell);
        LstmCell.readCell(workspace.hidden, cell, workspace.outputGate);
        System.arraycopy(workspace.hidden, 0, state, stateAt, hiddenSize);
    }

    private static void peep(float[] gate, float[] peephole, float[] cell) {
        for (int unit = 0; unit < gate.length; unit++) {
            gate[unit] = Activations.tanh(gate[unit] + peephole[unit] * cell[unit]);
        }
    }

    private static float[] halved(float[] peepholes, int from, int length) {
        float[] block = Arrays.copyOfRange(peepholes, from, from + length);
        for (int unit = 0; unit < length; unit++) {
            block[unit] *= 0.5f;
        }
        return block;
    }
}
