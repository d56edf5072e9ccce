package io.surprisal.deploy.bench.kernel;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.surprisal.model.TensorLayout;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An ONNX file of one LSTM node: x [1, 1, I], h and c [1, 1, H] in, h' and c' out. ONNX stacks its gates as i, o, f, c and
 * has two biases, of which the second is 0 here.
 */
final class OnnxLstmFile {

    private static final int FLOAT = 1;
    private static final int OPERATORS = 14;
    private static final int FORMAT = 8;
    private static final int[] GATES = {
        TensorLayout.INPUT_GATE, TensorLayout.OUTPUT_GATE, TensorLayout.FORGET_GATE, TensorLayout.CANDIDATE
    };

    private OnnxLstmFile() {}

    static byte[] of(LayerTensors tensors) {
        long units = tensors.hiddenSize();
        long inputs = tensors.inputSize();
        float[] bias = new float[2 * tensors.bias().length];
        System.arraycopy(restacked(tensors.bias()), 0, bias, 0, tensors.bias().length);
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("lstm")
                .addNode(NodeProto.newBuilder()
                        .setOpType("LSTM")
                        .addAllInput(List.of("x", "W", "R", "B", "", "h", "c"))
                        .addAllOutput(List.of("", "h_next", "c_next"))
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("hidden_size")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(units)))
                .addInitializer(tensor("W", restacked(tensors.inputKernel()), 1, 4 * units, inputs))
                .addInitializer(tensor("R", restacked(tensors.recurrentKernel()), 1, 4 * units, units))
                .addInitializer(tensor("B", bias, 1, 8 * units))
                .addInput(value("x", 1, 1, inputs))
                .addInput(value("h", 1, 1, units))
                .addInput(value("c", 1, 1, units))
                .addOutput(value("h_next", 1, 1, units))
                .addOutput(value("c_next", 1, 1, units));
        return ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static float[] restacked(float[] tensor) {
        int block = tensor.length / GATES.length;
        float[] restacked = new float[tensor.length];
        for (int gate = 0; gate < GATES.length; gate++) {
            System.arraycopy(tensor, GATES[gate] * block, restacked, gate * block, block);
        }
        return restacked;
    }

    private static TensorProto tensor(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
        for (long size : shape) {
            tensor.addDims(size);
        }
        IntStream.range(0, values.length).forEach(index -> tensor.addFloatData(values[index]));
        return tensor.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(dimensions)))
                .build();
    }
}
