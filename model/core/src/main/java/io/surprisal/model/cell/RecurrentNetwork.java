package io.surprisal.model.cell;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.Skip;
import io.surprisal.model.TensorLayout;

/**
 * The stack of layers of a model: each layer's input is what the layer below has just handed on, its h or with
 * {@link Skip} more. Immutable, safe for use by several threads.
 */
public final class RecurrentNetwork {

    private final ModelSpec spec;
    private final Cell[] cells;
    private final int[] stateAt;
    private final int stateSize;

    private RecurrentNetwork(ModelSpec spec, Cell[] cells) {
        this.spec = spec;
        this.cells = cells;
        this.stateAt = new int[cells.length];
        int size = 0;
        for (int layer = 0; layer < cells.length; layer++) {
            stateAt[layer] = size;
            size += cells[layer].stateSize();
        }
        this.stateSize = size;
    }

    /** The network of a model. */
    public static RecurrentNetwork of(ModelSnapshot model) {
        Cell[] cells = new Cell[model.spec().layers()];
        for (int layer = 0; layer < cells.length; layer++) {
            cells[layer] = cell(model, layer);
        }
        return new RecurrentNetwork(model.spec(), cells);
    }

    /** Scratch space for {@link #step}. */
    public Workspace newWorkspace() {
        return new Workspace(spec.network(), spec.inputSize());
    }

    /** O, the number of values that the network hands to the head. */
    public int outputSize() {
        return spec.outputSize();
    }

    /** Floats that are remembered of one feature, all layers together. */
    public int stateSize() {
        return stateSize;
    }

    /**
     * What the last step handed to the head, [O]: the last layer's h, with skip connections their sum or all of them. Lies
     * in the workspace and is overwritten by the next step.
     */
    public float[] output(Workspace workspace) {
        return spec.network().skip() == Skip.NONE ? workspace.hidden : workspace.stream;
    }

    /**
     * Advances all layers by one time step, in place.
     *
     * @param inputs the network's inputs, [I]
     * @param state what is remembered of the features
     * @param feature which of them takes the step, from 0
     * @param workspace scratch space; {@link #output} lies there afterwards
     */
    public void step(float[] inputs, RecurrentState state, int feature, Workspace workspace) {
        switch (spec.network().skip()) {
            case NONE -> plainStep(inputs, state.values(), state.at(feature), workspace);
            case IDENTITY -> addingStep(inputs, state.values(), state.at(feature), workspace);
            case CONCAT -> appendingStep(inputs, state.values(), state.at(feature), workspace);
        }
    }

    private void plainStep(float[] inputs, float[] state, int start, Workspace workspace) {
        cells[0].step(inputs, 0, state, start, workspace);
        for (int layer = 1; layer < cells.length; layer++) {
            cells[layer].step(workspace.hidden, 0, state, start + stateAt[layer], workspace);
        }
    }

    private void addingStep(float[] inputs, float[] state, int start, Workspace workspace) {
        float[] stream = workspace.stream;
        cells[0].step(inputs, 0, state, start, workspace);
        System.arraycopy(workspace.hidden, 0, stream, 0, stream.length);
        for (int layer = 1; layer < cells.length; layer++) {
            cells[layer].step(stream, 0, state, start + stateAt[layer], workspace);
            add(workspace.hidden, stream);
        }
    }

    private static void add(float[] hidden, float[] stream) {
        for (int unit = 0; unit < stream.length; unit++) {
            stream[unit] += hidden[unit];
        }
    }

    /** The stream is filled from its end, so that what a layer reads is one stretch: all below it, then the inputs. */
    private void appendingStep(float[] inputs, float[] state, int start, Workspace workspace) {
        float[] stream = workspace.stream;
        int units = workspace.hidden.length;
        int from = cells.length * units;
        System.arraycopy(inputs, 0, stream, from, inputs.length);
        for (int layer = 0; layer < cells.length; layer++) {
            cells[layer].step(stream, from, state, start + stateAt[layer], workspace);
            from -= units;
            System.arraycopy(workspace.hidden, 0, stream, from, units);
        }
    }

    private static Cell cell(ModelSnapshot model, int layer) {
        NetworkShape network = model.spec().network();
        return switch (network.cell()) {
            case LSTM -> new LstmCell(LayerWeights.of(model, layer));
            case LSTM_COUPLED -> new CoupledLstmCell(LayerWeights.of(model, layer));
            case LSTM_PEEPHOLE ->
                new PeepholeLstmCell(LayerWeights.of(model, layer), model.tensor(TensorLayout.peephole(layer)));
            case RNN -> new ElmanCell(LayerWeights.of(model, layer));
            case GRU -> new GruCell(LayerWeights.of(model, layer), model.tensor(TensorLayout.recurrentBias(layer)));
            case TDNN ->
                new TimeDelayCell(
                        model.tensor(TensorLayout.inputKernel(layer)),
                        model.tensor(TensorLayout.bias(layer)),
                        network.kernelSize(),
                        network.dilation(layer));
        };
    }
}
