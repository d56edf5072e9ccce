package io.surprisal.trainer.exchange.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One recurrent node with its weights, brought from ONNX's order of gates into PyTorch's.
 *
 * <pre>
 *   inputs   X, W [1 × G·H × I], R [1 × G·H × H], B [1 × 2·G·H] (optional), …, P [1 × 3H] (LSTM's eighth, optional)
 *   LSTM     i, o, f, c;  peepholes i, o, f
 *   GRU      z, r, h
 * </pre>
 */
final class OnnxLayer {

    private static final int W = 1;
    private static final int R = 2;
    private static final int B = 3;
    private static final int P = 7;
    private static final int MATRIX_DIMENSIONS = 3;

    private final NodeProto node;
    private final Initializers initializers;

    OnnxLayer(NodeProto node, Initializers initializers) {
        this.node = node;
        this.initializers = initializers;
    }

    /** Adds the layer's tensors under PyTorch's names. */
    void addTo(Map<String, Tensor> tensors, int layer) {
        requireUsual();
        int[] gates = switch (node.getOpType()) {
            case "LSTM" -> new int[] {0, 2, 3, 1}; // i, f, g, o among i, o, f, c
            case "GRU" -> new int[] {1, 0, 2}; // r, z, n among z, r, h
            default -> new int[] {0};
        };
        Tensor input = matrix(W);
        Tensor hidden = matrix(R);
        int rows = hidden.shape().get(0);
        tensors.put("rnn.weight_ih_l" + layer, restacked(input, gates));
        tensors.put("rnn.weight_hh_l" + layer, restacked(hidden, gates));
        if (has(B)) {
            float[] both = initializers.get(node.getInput(B)).values();
            if (both.length != 2 * rows) {
                throw new RefusedImportException(
                        where() + " must have a bias of twice its rows: rows=" + rows + ", bias=" + both.length);
            }
            List<Integer> shape = List.of(rows);
            tensors.put(
                    "rnn.bias_ih_l" + layer, restacked(new Tensor(shape, Arrays.copyOfRange(both, 0, rows)), gates));
            tensors.put(
                    "rnn.bias_hh_l" + layer,
                    restacked(new Tensor(shape, Arrays.copyOfRange(both, rows, 2 * rows)), gates));
        }
        if (has(P)) {
            float[] peepholes = initializers.get(node.getInput(P)).values();
            tensors.put(
                    "rnn.peephole_l" + layer,
                    restacked(new Tensor(List.of(peepholes.length), peepholes), new int[] {0, 2, 1}));
        }
    }

    private boolean has(int input) {
        return node.getInputCount() > input && !node.getInput(input).isEmpty();
    }

    private Tensor matrix(int input) {
        if (!has(input)) {
            throw new RefusedImportException(
                    where() + " must have weights: it has " + node.getInputCount() + " inputs");
        }
        Tensor tensor = initializers.get(node.getInput(input));
        List<Integer> shape = tensor.shape();
        if (shape.size() != MATRIX_DIMENSIONS || shape.get(0) != 1) {
            throw new RefusedImportException(where() + " must have one direction: weights of " + shape);
        }
        return new Tensor(shape.subList(1, MATRIX_DIMENSIONS), tensor.values());
    }

    private Tensor restacked(Tensor tensor, int[] blocks) {
        float[] from = tensor.values();
        if (tensor.shape().get(0) % blocks.length != 0) {
            throw new RefusedImportException(where() + " must have rows for " + blocks.length + " gates: " + tensor);
        }
        int block = from.length / blocks.length;
        float[] to = new float[from.length];
        for (int index = 0; index < blocks.length; index++) {
            System.arraycopy(from, blocks[index] * block, to, index * block, block);
        }
        return new Tensor(tensor.shape(), to);
    }

    /** What changes the arithmetic without a trace in the shapes. */
    private void requireUsual() {
        if (node.getOpType().equals("GRU") && OnnxFile.number(node, "linear_before_reset", 0) != 1) {
            throw new RefusedImportException(
                    where() + " must apply its reset gate after the recurrent kernel (linear_before_reset=1)");
        }
        if (OnnxFile.number(node, "input_forget", 0) != 0) {
            throw new RefusedImportException(
                    where() + " must not couple its gates (input_forget=1): such a network can come"
                            + " as safetensors with --cell lstm-coupled");
        }
        List<String> usual = switch (node.getOpType()) {
            case "LSTM" -> List.of("sigmoid", "tanh", "tanh");
            case "GRU" -> List.of("sigmoid", "tanh");
            default -> List.of("tanh");
        };
        for (AttributeProto attribute : node.getAttributeList()) {
            List<String> texts = attribute.getStringsList().stream()
                    .map(ByteString::toStringUtf8)
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .toList();
            if (attribute.getName().equals("clip")
                    || (attribute.getName().equals("activations") && !texts.equals(usual))
                    || (attribute.getName().equals("direction")
                            && !attribute.getS().toStringUtf8().equals("forward"))) {
                throw new RefusedImportException(where() + " must have activations " + usual
                        + ", direction forward and no clipping: " + attribute.getName());
            }
        }
    }

    private String where() {
        return "ONNX node " + node.getOpType() + " '" + node.getName().replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
