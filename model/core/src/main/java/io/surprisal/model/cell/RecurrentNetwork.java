package io.surprisal.model.cell;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The stack of recurrent layers of a model: each layer's input is the h that the layer below has just computed.
 * Immutable, safe for use by several threads.
 */
public final class RecurrentNetwork {

    private final Cell[] cells;
    private final int[] stateAt;
    private final int stateSize;

    private RecurrentNetwork(List<Cell> cells) {
        this.cells = cells.toArray(Cell[]::new);
        this.stateAt = new int[this.cells.length];
        int size = 0;
        for (int layer = 0; layer < this.cells.length; layer++) {
            stateAt[layer] = size;
            size += this.cells[layer].stateSize();
        }
        this.stateSize = size;
    }

    /** The network of a model. */
    public static RecurrentNetwork of(ModelSnapshot model) {
        List<Cell> cells = new ArrayList<>();
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            cells.add(cell(model, layer));
        }
        return new RecurrentNetwork(cells);
    }

    /** Floats that the network of such a model remembers of one feature, all layers together. */
    public static int stateSize(ModelSpec spec) {
        return switch (spec.cell()) {
            case LSTM -> 2 * spec.hiddenSize() * spec.layers();
        };
    }

    /** Scratch space for {@link #step}. */
    public Workspace newWorkspace() {
        return new Workspace(cells[0].hiddenSize());
    }

    /** H, the number of values of the last layer's h. */
    public int hiddenSize() {
        return cells[cells.length - 1].hiddenSize();
    }

    /** Floats that are remembered of one feature, all layers together. */
    public int stateSize() {
        return stateSize;
    }

    /** Where the last layer's h begins within what is remembered of a feature. */
    public int hiddenAt() {
        return stateAt[cells.length - 1];
    }

    /**
     * Advances all layers by one time step, in place.
     *
     * @param inputs the network's inputs, [I]
     * @param state what is remembered of the features
     * @param feature which of them takes the step, from 0
     * @param workspace scratch space
     */
    public void step(float[] inputs, RecurrentState state, int feature, Workspace workspace) {
        float[] values = state.values();
        int start = state.at(feature);
        cells[0].step(inputs, 0, values, start, workspace);
        for (int layer = 1; layer < cells.length; layer++) {
            cells[layer].step(values, start + stateAt[layer - 1], values, start + stateAt[layer], workspace);
        }
    }

    private static Cell cell(ModelSnapshot model, int layer) {
        return switch (model.spec().cell()) {
            case LSTM ->
                new LstmCell(
                        model.tensor(TensorLayout.inputKernel(layer)),
                        model.tensor(TensorLayout.recurrentKernel(layer)),
                        model.tensor(TensorLayout.bias(layer)));
        };
    }
}
