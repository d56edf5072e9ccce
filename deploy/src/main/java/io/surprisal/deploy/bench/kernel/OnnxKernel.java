package io.surprisal.deploy.bench.kernel;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime's Java interface at its fastest: one thread, tensors over direct buffers made once, outputs pinned, and two
 * pairs of h and c of which each is input and output in turns, so that nothing is copied or made in a step.
 */
final class OnnxKernel implements LstmKernel {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final List<OnnxTensor> tensors = new ArrayList<>();
    private final FloatBuffer input;
    private final FloatBuffer[] hidden = new FloatBuffer[2];
    private final List<Map<String, OnnxTensor>> ins = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> outs = new ArrayList<>();
    private final float[][] inputs;
    private int row;
    private int turn;

    OnnxKernel(LayerTensors layer) {
        inputs = layer.inputs();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(OnnxLstmFile.of(layer), options);
            input = direct(layer.inputSize());
            OnnxTensor x = tensor(input);
            OnnxTensor[] h = new OnnxTensor[2];
            OnnxTensor[] c = new OnnxTensor[2];
            for (int side = 0; side < 2; side++) {
                hidden[side] = direct(layer.hiddenSize());
                h[side] = tensor(hidden[side]);
                c[side] = tensor(direct(layer.hiddenSize()));
            }
            for (int side = 0; side < 2; side++) {
                ins.add(Map.of("x", x, "h", h[side], "c", c[side]));
                outs.add(Map.of("h_next", h[1 - side], "c_next", c[1 - side]));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take the layer", e);
        }
    }

    @Override
    public void steps(int count) {
        try {
            for (int step = 0; step < count; step++) {
                input.put(0, inputs[row]);
                session.run(ins.get(turn), outs.get(turn)).close();
                row = (row + 1) % LayerTensors.ROWS;
                turn = 1 - turn;
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed in a step", e);
        }
    }

    @Override
    public float[] hidden() {
        float[] floats = new float[hidden[turn].capacity()];
        hidden[turn].get(0, floats);
        return floats;
    }

    @Override
    public void close() {
        tensors.forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime's session does not close", e);
        }
    }

    private OnnxTensor tensor(FloatBuffer buffer) throws OrtException {
        OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, new long[] {1, 1, buffer.capacity()});
        tensors.add(tensor);
        return tensor;
    }

    private static FloatBuffer direct(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
