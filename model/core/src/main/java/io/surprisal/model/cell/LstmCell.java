package io.surprisal.model.cell;

import static io.surprisal.model.TensorLayout.CANDIDATE;
import static io.surprisal.model.TensorLayout.FORGET_GATE;
import static io.surprisal.model.TensorLayout.INPUT_GATE;
import static io.surprisal.model.TensorLayout.OUTPUT_GATE;

import io.surprisal.model.CellKind;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.math.Activations;

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
 * remembers [h | c]. The tensors' blocks are restacked to i, f, o, g. All loops have one index over arrays of their own,
 * which is what the JIT compiler vectorises.
 *
 * <p>[1] Greff et al., LSTM: A Search Space Odyssey, 2015.
 */
public final class LstmCell implements Cell {

    private static final int[] BLOCKS = {INPUT_GATE, FORGET_GATE, OUTPUT_GATE, CANDIDATE};
    private static final float[] SCALES = {0.5f, 0.5f, 1, 0.5f};

    private final GateSums sums;
    private final int hiddenSize;

    /**
     * A layer by itself, outside of any model.
     *
     * @param inputKernel U, [4H × I], row-major, blocks in the order of {@link io.surprisal.model.TensorLayout}; copied, as all
     * @param recurrentKernel W, [4H × H]
     * @param bias b, [4H]
     */
    public LstmCell(float[] inputKernel, float[] recurrentKernel, float[] bias) {
        this(new LayerWeights(inputKernel, recurrentKernel, bias));
    }

    LstmCell(LayerWeights weights) {
        sums = GateSums.of(weights, BLOCKS, SCALES);
        hiddenSize = sums.hiddenSize();
    }

    /** Scratch space for this layer by itself. */
    public Workspace newWorkspace() {
        return new Workspace(NetworkShape.of(CellKind.LSTM, 1, hiddenSize), inputSize());
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
        sums.write(input, inputAt, state, stateAt, workspace);
        Activations.tanh(workspace.gates);
        System.arraycopy(state, stateAt + hiddenSize, workspace.cell, 0, hiddenSize);
        switch (hiddenSize) {
            case 32 -> advance32(workspace.gates, workspace.cell, workspace.hidden);
            case 64 -> advance64(workspace.gates, workspace.cell, workspace.hidden);
            default -> advance(workspace);
        }
        System.arraycopy(workspace.cell, 0, state, stateAt + hiddenSize, hiddenSize);
        System.arraycopy(workspace.hidden, 0, state, stateAt, hiddenSize);
    }

    /** c' and h' of 32 units; at constant offsets the gates need not be copied apart for the loops to vectorise. */
    private static void advance32(float[] gates, float[] cell, float[] hidden) {
        for (int unit = 0; unit < 32; unit++) {
            float forget = 0.5f + 0.5f * gates[unit + 32];
            float write = 0.5f + 0.5f * gates[unit];
            cell[unit] = forget * cell[unit] + write * gates[unit + 96];
        }
        for (int unit = 0; unit < 32; unit++) {
            hidden[unit] = (0.5f + 0.5f * gates[unit + 64]) * Activations.tanh(cell[unit]);
        }
    }

    /** {@link #advance32} of 64 units. */
    private static void advance64(float[] gates, float[] cell, float[] hidden) {
        for (int unit = 0; unit < 64; unit++) {
            float forget = 0.5f + 0.5f * gates[unit + 64];
            float write = 0.5f + 0.5f * gates[unit];
            cell[unit] = forget * cell[unit] + write * gates[unit + 192];
        }
        for (int unit = 0; unit < 64; unit++) {
            hidden[unit] = (0.5f + 0.5f * gates[unit + 128]) * Activations.tanh(cell[unit]);
        }
    }

    private void advance(Workspace workspace) {
        float[] gates = workspace.gates;
        System.arraycopy(gates, 0, workspace.inputGate, 0, hiddenSize);
        System.arraycopy(gates, hiddenSize, workspace.forgetGate, 0, hiddenSize);
        System.arraycopy(gates, 2 * hiddenSize, workspace.outputGate, 0, hiddenSize);
        System.arraycopy(gates, 3 * hiddenSize, workspace.candidate, 0, hiddenSize);
        writeCell(workspace.cell, workspace.inputGate, workspace.forgetGate, workspace.candidate);
        readCell(workspace.hidden, workspace.cell, workspace.outputGate);
    }

    /**
     * c' from c, in place.
     *
     * @param inputGate tanh of half the sums, as all gates here
     */
    static void writeCell(float[] cell, float[] inputGate, float[] forgetGate, float[] candidate) {
        for (int unit = 0; unit < cell.length; unit++) {
            float forget = 0.5f + 0.5f * forgetGate[unit];
            float write = 0.5f + 0.5f * inputGate[unit];
            cell[unit] = forget * cell[unit] + write * candidate[unit];
        }
    }

    /** h' from c'. */
    static void readCell(float[] hidden, float[] cell, float[] outputGate) {
        for (int unit = 0; unit < hidden.length; unit++) {
            hidden[unit] = (0.5f + 0.5f * outputGate[unit]) * Activations.tanh(cell[unit]);
        }
    }
}
