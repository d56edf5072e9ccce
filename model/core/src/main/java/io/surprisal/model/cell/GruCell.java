package io.surprisal.model.cell;

import static io.surprisal.model.TensorLayout.GRU_CANDIDATE;
import static io.surprisal.model.TensorLayout.RESET_GATE;
import static io.surprisal.model.TensorLayout.UPDATE_GATE;

import io.surprisal.model.math.Activations;
import io.surprisal.model.math.ColumnMatrix;

/**
 * One time step of one layer of gated recurrent units [1], in the form that PyTorch and cuDNN have: the reset gate acts
 * after the recurrent kernel, so that all of W h is one product.
 *
 * <pre>
 *   r  = σ(W_r h + U_r x + b_r)              reset gate
 *   z  = σ(W_z h + U_z x + b_z)              update gate
 *   n  = tanh(U x + b + r ⊙ (W h + b_h))     candidate
 *   h' = (1 − z) ⊙ n + z ⊙ h                 hidden state
 * </pre>
 *
 * <p>It remembers h. The blocks of r and z are halved and summed as in {@link GateSums}; of the candidate, U x and W h are
 * summed apart.
 *
 * <p>[1] Cho et al., Learning Phrase Representations using RNN Encoder–Decoder, 2014.
 */
final class GruCell implements Cell {

    private static final int BLOCKS = 3;
    private static final int[] ORDER = {RESET_GATE, UPDATE_GATE, GRU_CANDIDATE};
    private static final float[] SCALES = {0.5f, 0.5f, 1};

    private final ColumnMatrix inputKernel; // U, [3H × I]
    private final ColumnMatrix recurrentKernel; // W, [3H × H]
    private final float[] bias; // b, [3H]
    private final float[] recurrentBias; // b_h, [H]
    private final int hiddenSize;

    /**
     * A layer.
     *
     * @param recurrentBias b_h, [H]; copied
     */
    GruCell(LayerWeights weights, float[] recurrentBias) {
        int rows = weights.bias().length;
        hiddenSize = rows / BLOCKS;
        inputKernel = ColumnMatrix.ofRows(
                GateSums.restacked(weights.inputKernel(), ORDER, SCALES), rows, weights.inputKernel().length / rows);
        recurrentKernel =
                ColumnMatrix.ofRows(GateSums.restacked(weights.recurrentKernel(), ORDER, SCALES), rows, hiddenSize);
        bias = GateSums.restacked(weights.bias(), ORDER, SCALES);
        this.recurrentBias = recurrentBias.clone();
    }

    @Override
    public int inputSize() {
        return inputKernel.columns();
    }

    @Override
    public int hiddenSize() {
        return hiddenSize;
    }

    @Override
    public int stateSize() {
        return hiddenSize;
    }

    @Override
    public void step(float[] input, int inputAt, float[] state, int stateAt, Workspace workspace) {
        float[] fromInput = workspace.gates;
        float[] sums = workspace.recurrentSums;
        System.arraycopy(bias, 0, fromInput, 0, bias.length);
        inputKernel.addProduct(input, inputAt, fromInput);
        System.arraycopy(fromInput, 0, sums, 0, GRU_CANDIDATE * hiddenSize);
        System.arraycopy(recurrentBias, 0, sums, GRU_CANDIDATE * hiddenSize, hiddenSize);
        recurrentKernel.addProduct(state, stateAt, sums);
        System.arraycopy(sums, RESET_GATE * hiddenSize, workspace.resetGate, 0, hiddenSize);
        System.arraycopy(sums, UPDATE_GATE * hiddenSize, workspace.updateGate, 0, hiddenSize);
        Activations.tanh(workspace.resetGate);
        Activations.tanh(workspace.updateGate);
        System.arraycopy(fromInput, GRU_CANDIDATE * hiddenSize, workspace.candidate, 0, hiddenSize);
        System.arraycopy(sums, GRU_CANDIDATE * hiddenSize, workspace.cell, 0, hiddenSize);
        System.arraycopy(state, stateAt, workspace.hidden, 0, hiddenSize);
        squashCandidate(workspace.candidate, workspace.resetGate, workspace.cell);
        write(workspace.hidden, workspace.updateGate, workspace.candidate);
        System.arraycopy(workspace.hidden, 0, state, stateAt, hiddenSize);
    }

    /** n from what comes of x, in place. */
    private static void squashCandidate(float[] candidate, float[] resetGate, float[] fromHidden) {
        for (int unit = 0; unit < candidate.length; unit++) {
            float reset = 0.5f + 0.5f * resetGate[unit];
            candidate[unit] = Activations.tanh(candidate[unit] + reset * fromHidden[unit]);
        }
    }

    /** h' from h, in place. */
    private static void write(float[] hidden, float[] updateGate, float[] candidate) {
        for (int unit = 0; unit < hidden.length; unit++) {
            float keep = 0.5f + 0.5f * updateGate[unit];
            hidden[unit] = (1 - keep) * candidate[unit] + keep * hidden[unit];
        }
    }
}
