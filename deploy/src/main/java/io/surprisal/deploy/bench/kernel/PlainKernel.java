package io.surprisal.deploy.bench.kernel;

import io.surprisal.model.cell.LstmCell;
import io.surprisal.model.cell.Workspace;
import java.util.Arrays;

/** The detector's own. */
final class PlainKernel implements LstmKernel {

    private final LstmCell cell;
    private final Workspace workspace;
    private final float[][] inputs;
    private final float[] state;
    private int row;

    PlainKernel(LayerTensors tensors) {
        cell = new LstmCell(tensors.inputKernel(), tensors.recurrentKernel(), tensors.bias());
        workspace = cell.newWorkspace();
        inputs = tensors.inputs();
        state = new float[cell.stateSize()];
    }

    @Override
    public void steps(int count) {
        for (int step = 0; step < count; step++) {
            cell.step(inputs[row], 0, state, 0, workspace);
            row = (row + 1) % LayerTensors.ROWS;
        }
    }

    @Override
    public float[] hidden() {
        return Arrays.copyOf(state, cell.hiddenSize());
    }
}
