package io.surprisal.trainer.exchange.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import java.util.Map;

/** ONNX files of networks whose weights are given in this project's layout, as an exporter would write them. */
final class OnnxGraphs {

    private static final int PEEPHOLES = 7; // the input's place among a node's

    private final ModelSpec spec;
    private final Map<String, float[]> tensors;
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    private OnnxGraphs(ModelSpec spec, Map<String, float[]> tensors) {
        this.spec = spec;
        this.tensors = tensors;
    }

    /** The bytes of a file with one recurrent node for each layer and the head as a Gemm. */
    static byte[] of(ModelSpec spec, Map<String, float[]> tensors) {
        OnnxGraphs made = new OnnxGraphs(spec, tensors);
        for (int layer = 0; layer < spec.layers(); layer++) {
            made.addLayer(layer);
        }
        made.addHead();
        return ModelProto.newBuilder().setGraph(made.graph).build().toByteArray();
    }

    private void addLayer(int layer) {
        boolean gru = spec.cell() == CellKind.GRU;
        int[] gates = switch (spec.cell()) {
            case LSTM, LSTM_PEEPHOLE -> new int[] {0, 3, 1, 2}; // ONNX: i, o, f, c
            case GRU -> new int[] {1, 0, 2}; // ONNX: z, r, h
            default -> new int[] {0};
        };
        String prefix = "layer." + layer + ".";
        int hidden = spec.hiddenSize();
        float[] input = blocks(tensor(prefix + "input_kernel"), gates);
        float[] recurrent = blocks(tensor(prefix + "recurrent_kernel"), gates);
        int rows = gates.length * hidden;
        float[] bias = new float[2 * rows];
        System.arraycopy(blocks(tensor(prefix + "bias"), gates), 0, bias, 0, rows);
        if (gru) {
            System.arraycopy(tensor(prefix + "recurrent_bias"), 0, bias, bias.length - hidden, hidden);
        }
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(gru ? "GRU" : spec.cell() == CellKind.RNN ? "RNN" : "LSTM")
                .addInput("x" + layer)
                .addInput(initializer(prefix + "W", input, 1, rows, input.length / rows))
                .addInput(initializer(prefix + "R", recurrent, 1, rows, hidden))
                .addInput(initializer(prefix + "B", bias, 1, bias.length));
        if (gru) {
            node.addAttribute(
                    AttributeProto.newBuilder().setName("linear_before_reset").setI(1));
        }
        if (spec.cell() == CellKind.LSTM_PEEPHOLE) {
            while (node.getInputCount() < PEEPHOLES) {
                node.addInput("");
            }
            float[] peepholes = blocks(tensor(prefix + "peephole"), 0, 2, 1); // ONNX: i, o, f
            node.addInput(initializer(prefix + "P", peepholes, 1, peepholes.length));
        }
        graph.addNode(node);
    }

    private void addHead() {
        float[] weight = tensor(TensorLayout.HEAD_WEIGHT);
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Gemm")
                .addInput("states")
                .addInput(initializer("W", weight, TensorLayout.HEAD_ROWS, weight.length / TensorLayout.HEAD_ROWS))
                .addInput(initializer("B", tensor(TensorLayout.HEAD_BIAS), TensorLayout.HEAD_ROWS))
                .addAttribute(AttributeProto.newBuilder().setName("transB").setI(1)));
    }

    private float[] tensor(String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException("there must be a tensor " + name);
        }
        return values;
    }

    private String initializer(String name, float[] values, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static float[] blocks(float[] from, int... order) {
        int block = from.length / order.length;
        float[] to = new float[from.length];
        for (int place = 0; place < order.length; place++) {
            System.arraycopy(from, order[place] * block, to, place * block, block);
        }
        return to;
    }
}
