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
    private final ColumnMatrix head; // [27 × (O + I)]
    private final float[] headInputs; // [O + I]
    private final float[] headBias; // [27]

    /** Unpacks a model. */
    public Forecaster(ModelSnapshot model) {
        network = RecurrentNetwork.of(model);
        workspace = network.newWorkspace();
        inputSize = model.spec().inputSize();
        headInputs = new float[network.outputSize() + inputSize];
        head = ColumnMatrix.ofRows(model.tensor(TensorLayout.HEAD_WEIGHT), TensorLayout.HEAD_ROWS, headInputs.length);
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
        System.arraycopy(network.output(workspace), 0, headInputs, 0, network.outputSize());
        System.arraycopy(inputs, 0, headInputs, network.outputSize(), inputSize);
        System.arraycopy(headBias, 0, forecast.head, 0, headBias.length);
        head.addProduct(headInputs, 0, forecast.head);
        forecast.changed();
        for (Horizon horizon : HORIZONS) {
            forecast.bases[horizon.block] = inputs[horizon.baseInput()];
        }
    }

    /** What the network's last step handed to the head, the first O values; overwritten by the next step. */
    public float[] output() {
        return network.output(workspace);
    }
}
