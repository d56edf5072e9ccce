package io.surprisal.deploy.bench.kernel;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.surprisal.trainer.train.network.PyTorch;

/** DJL's LSTM block on PyTorch with one thread, as its documentation uses it: a manager for what a step makes. */
final class DjlKernel implements LstmKernel {

    private final NDManager manager;
    private final ParameterStore parameters;
    private final LSTM block;
    private final float[][] inputs;
    private NDManager last;
    private NDArray hidden;
    private NDArray cell;
    private int row;

    DjlKernel(LayerTensors tensors) {
        Engine engine = PyTorch.engine();
        manager = engine.newBaseManager();
        inputs = tensors.inputs();
        block = LSTM.builder()
                .setNumLayers(1)
                .setStateSize(tensors.hiddenSize())
                .optBatchFirst(true)
                .optReturnState(true)
                .build();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, tensors.inputSize()));
        set(tensors);
        parameters = new ParameterStore(manager, false);
        last = manager.newSubManager();
        hidden = last.zeros(new Shape(1, 1, tensors.hiddenSize()));
        cell = last.zeros(new Shape(1, 1, tensors.hiddenSize()));
    }

    /** PyTorch stacks the gates as the project does, and has a bias for each kernel. */
    private void set(LayerTensors tensors) {
        PairList<String, Parameter> all = block.getParameters();
        long rows = tensors.bias().length;
        set(all.get(0).getValue(), manager.create(tensors.inputKernel(), new Shape(rows, tensors.inputSize())));
        set(all.get(1).getValue(), manager.create(tensors.recurrentKernel(), new Shape(rows, tensors.hiddenSize())));
        set(all.get(2).getValue(), manager.create(tensors.bias(), new Shape(rows)));
        set(all.get(3).getValue(), manager.zeros(new Shape(rows)));
    }

    private static void set(Parameter parameter, NDArray value) {
        if (!parameter.getArray().getShape().equals(value.getShape())) {
            throw new IllegalStateException("DJL's LSTM has another order of parameters: " + parameter.getName());
        }
        value.copyTo(parameter.getArray());
    }

    @Override
    public void steps(int count) {
        for (int step = 0; step < count; step++) {
            NDManager scope = manager.newSubManager();
            NDArray input = scope.create(inputs[row], new Shape(1, 1, inputs[row].length));
            hidden.attach(scope);
            cell.attach(scope);
            NDList out = block.forward(parameters, new NDList(input, hidden, cell), false);
            hidden = out.get(1);
            cell = out.get(2);
            last.close();
            last = scope;
            row = (row + 1) % LayerTensors.ROWS;
        }
    }

    @Override
    public float[] hidden() {
        return hidden.toFloatArray();
    }

    @Override
    public void close() {
        last.close();
        manager.close();
    }
}
