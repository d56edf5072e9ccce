package io.surprisal.trainer.exchange.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.surprisal.model.TensorLayout;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The linear layer whose result has the head's rows: a Gemm, or a MatMul and the Add that follows it. */
final class OnnxHead {

    private static final int BIAS_OF_GEMM = 2;

    private final List<NodeProto> nodes;
    private final Initializers initializers;

    OnnxHead(List<NodeProto> nodes, Initializers initializers) {
        this.nodes = nodes;
        this.initializers = initializers;
    }

    /** Adds the head's tensors under PyTorch's names. */
    void addTo(Map<String, Tensor> tensors) {
        List<NodeProto> found = new ArrayList<>();
        for (NodeProto node : nodes) {
            if ((node.getOpType().equals("Gemm") || node.getOpType().equals("MatMul"))
                    && node.getInputCount() > 1
                    && initializers.contains(node.getInput(1))) {
                found.add(node);
            }
        }
        if (found.size() != 1) {
            throw new RefusedImportException("the ONNX graph must have one linear layer (Gemm or MatMul) beside its"
                    + " recurrent ones, the head: it has " + found.size());
        }
        NodeProto node = found.get(0);
        boolean gemm = node.getOpType().equals("Gemm");
        boolean rowsFirst = gemm && OnnxFile.number(node, "transB", 0) == 1;
        requirePlain(node);
        Tensor weight = initializers.get(node.getInput(1));
        if (weight.shape().size() != 2 || weight.shape().get(rowsFirst ? 0 : 1) != TensorLayout.HEAD_ROWS) {
            throw new RefusedImportException(
                    "the ONNX graph's linear layer must have " + TensorLayout.HEAD_ROWS + " outputs: " + weight);
        }
        tensors.put(TensorLayout.HEAD_WEIGHT, rowsFirst ? weight : transposed(weight));
        String bias = gemm ? third(node) : added(node);
        if (!bias.isEmpty()) {
            tensors.put(TensorLayout.HEAD_BIAS, initializers.get(bias));
        }
    }

    private static void requirePlain(NodeProto node) {
        for (AttributeProto attribute : node.getAttributeList()) {
            boolean factor =
                    attribute.getName().equals("alpha") || attribute.getName().equals("beta");
            boolean turned = attribute.getName().equals("transA");
            if ((factor && attribute.getF() != 1) || (turned && attribute.getI() != 0)) {
                throw new RefusedImportException("the ONNX graph's Gemm must be plain, without " + attribute.getName());
            }
        }
    }

    private static String third(NodeProto gemm) {
        return gemm.getInputCount() > BIAS_OF_GEMM ? gemm.getInput(BIAS_OF_GEMM) : "";
    }

    /** The constant that an Add adds to a result; empty if there is none. */
    private String added(NodeProto matMul) {
        String result = matMul.getOutputCount() == 0 ? "" : matMul.getOutput(0);
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("Add")
                    && node.getInputCount() == 2
                    && node.getInputList().contains(result)) {
                String other = node.getInput(node.getInput(0).equals(result) ? 1 : 0);
                if (initializers.contains(other)) {
                    return other;
                }
            }
        }
        return "";
    }

    private static Tensor transposed(Tensor tensor) {
        int rows = tensor.shape().get(1);
        int columns = tensor.shape().get(0);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = tensor.values()[column * rows + row];
            }
        }
        return new Tensor(List.of(rows, columns), values);
    }
}
