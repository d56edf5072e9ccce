package io.surprisal.trainer.exchange.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.Tensor;
import io.surprisal.trainer.exchange.tensor.TensorMap;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds a recurrent network in an ONNX graph: the nodes LSTM, GRU or RNN in the graph's order, one for each layer, and the one
 * Gemm, or MatMul with an Add, whose result is the head's 27 rows. What lies between them is not looked at: parity
 * vectors say whether the graph computes what the network does.
 */
public final class OnnxFile {

    private static final long MAX_BYTES = 512L * 1024 * 1024;
    private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "RNN");

    private final GraphProto graph;
    private final Initializers initializers;

    private OnnxFile(GraphProto graph) {
        this.graph = graph;
        this.initializers = new Initializers(graph);
    }

    /**
     * Reads a file.
     *
     * @return its network's tensors under PyTorch's names, in PyTorch's layouts
     * @throws RefusedImportException if it is no ONNX file, or there is no such network in it
     * @throws IOException if it cannot be read
     */
    public static TensorSource read(Path path) throws IOException {
        long bytes = Files.size(path);
        if (bytes > MAX_BYTES) {
            throw new RefusedImportException("an ONNX file must have at most " + MAX_BYTES + " bytes: " + bytes);
        }
        try {
            return new OnnxFile(ModelProto.parseFrom(Files.readAllBytes(path)).getGraph()).tensors();
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedImportException("cannot read ONNX file " + path + ": " + e.getMessage(), e);
        }
    }

    private TensorSource tensors() {
        List<NodeProto> layers = graph.getNodeList().stream()
                .filter(node -> RECURRENT.contains(node.getOpType()))
                .toList();
        if (layers.isEmpty()) {
            throw new RefusedImportException("the ONNX graph has none of the nodes LSTM, GRU and RNN: its "
                    + graph.getNodeCount()
                    + " nodes are no recurrent network (a time-delay network can come as safetensors)");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            if (!layers.get(layer).getOpType().equals(layers.get(0).getOpType())) {
                throw new RefusedImportException("all recurrent layers must be of one kind: "
                        + layers.get(0).getOpType() + ", " + layers.get(layer).getOpType());
            }
            new OnnxLayer(layers.get(layer), initializers).addTo(tensors, layer);
        }
        new OnnxHead(graph.getNodeList(), initializers).addTo(tensors);
        return new TensorMap(tensors);
    }

    /** A node's attribute that is a whole number, or what it is where it is not given. */
    static long number(NodeProto node, String name, long otherwise) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(otherwise);
    }
}
