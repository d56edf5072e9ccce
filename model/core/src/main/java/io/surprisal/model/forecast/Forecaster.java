package io.surprisal.model.forecast;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.cell.RecurrentNetwork;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.cell.Workspace;
import io.surprisal.model.math.ColumnMatrix;

/**
 * A model's forward pass: the network, and a linear head on [the network's output, the network's inputs], so that the
 * inputs reach the forecast past the network as well. Allocates nothing per step. Not thread-safe: one per task.
 */
public final class Forecaster {

    private static final Horizon[] HORIZONS = Horizon.values();

    private final int inputSize;
    private final RecurrentNetwork network;
    private final Workspace workspace;
    private final ColumnMatrix outputHead; // [27 × O]
    private final ColumnMatrix inputHead; // [27 × I]
    private final float[] headBias; // [27]

    /** Unpacks a model. */
    public Forecaster(ModelSnapshot model) {
        network = RecurrentNetwork.of(model);
        workspace = network.newWorkspace();
        inputSize = model.spec().inputSize();
        float[] head = model.tensor(TensorLayout.HEAD_WEIGHT);
        outputHead = columns(head, 0, network.outputSize());
        inputHead = columns(head, network.outputSize(), inputSize);
        headBias = model.tensor(TensorLayout.HEAD_BIAS);
    }

    /**
     * Advances one feature by one time step and forecasts from there.
     *
     * @param inputs [I], in the order of {@link InputLayout}
     * @param state what the network remembers of the series, advanced in place
     * @param feature the feature that takes the step, from 0
     * @param forecast is overwritten
     */
    public void step(float[] inputs, RecurrentState state, int feature, Forecast forecast) {
        if (inputs.length != inputSize) {
            throw new IllegalArgumentException(
                    "inputs must have I values: inputSize=" + inputSize + ", length=" + inputs.length);
        }
        network.step(inputs, state, feature, workspace);
        System.arraycopy(headBias, 0, forecast.head, 0, headBias.length);
        outputHead.addProduct(network.output(workspace), 0, forecast.head);
        inputHead.addProduct(inputs, 0, forecast.head);
        for (Horizon horizon : HORIZONS) {
            forecast.bases[horizon.block] = inputs[horizon.baseInput()];
        }
    }

    /** What the network's last step handed to the head, the first O values; overwritten by the next step. */
    public float[] output() {
        return network.output(workspace);
    }

    private ColumnMatrix columns(float[] head, int from, int count) {
        int width = network.outputSize() + inputSize;
        float[] part = new float[TensorLayout.HEAD_ROWS * count];
        for (int row = 0; row < TensorLayout.HEAD_ROWS; row++) {
            System.arraycopy(head, row * width + from, part, row * count, count);
        }
        return ColumnMatrix.ofRows(part, TensorLayout.HEAD_ROWS, count);
    }
}
