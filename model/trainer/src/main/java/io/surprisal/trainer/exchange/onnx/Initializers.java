package io.surprisal.trainer.exchange.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.surprisal.model.math.HalfFloat;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.Tensor;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The constant tensors of a graph, each checked before it is used. */
final class Initializers {

    private static final int BFLOAT_SHIFT = 16;
    private static final int MAX_SHOWN = 60;

    private final Map<String, TensorProto> tensors = new HashMap<>();

    Initializers(GraphProto graph) {
        for (TensorProto tensor : graph.getInitializerList()) {
            if (tensors.put(tensor.getName(), tensor) != null) {
                throw new RefusedImportException("the ONNX graph has two initializers " + shown(tensor.getName()));
            }
        }
    }

    boolean contains(String name) {
        return tensors.containsKey(name);
    }

    /**
     * A tensor with its values, rounded to float.
     *
     * @throws RefusedImportException if there is none of this name, or it is not as it must be
     */
    Tensor get(String name) {
        TensorProto tensor = tensors.get(name);
        if (tensor == null) {
            throw new RefusedImportException(
                    "the ONNX graph must have the weights as initializers: " + shown(name) + " is none");
        }
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new RefusedImportException(
                    "the ONNX file must hold its weights itself, not in other files: " + shown(name));
        }
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (long dimension : tensor.getDimsList()) {
            if (dimension < 1 || dimension > TensorSource.MAX_VALUES || size * dimension > TensorSource.MAX_VALUES) {
                throw new RefusedImportException("initializer " + shown(name) + " must have 1 to "
                        + TensorSource.MAX_VALUES + " values: " + tensor.getDimsList());
            }
            size *= dimension;
            shape.add((int) dimension);
        }
        return new Tensor(shape, values(tensor, (int) size));
    }

    private static float[] values(TensorProto tensor, int size) {
        TensorProto.DataType known = TensorProto.DataType.forNumber(tensor.getDataType());
        return switch (known == null ? TensorProto.DataType.UNDEFINED : known) {
            case FLOAT -> tensor.getRawData().isEmpty() ? floats(tensor, size) : raw(tensor, size, Float.BYTES);
            case DOUBLE -> tensor.getRawData().isEmpty() ? doubles(tensor, size) : raw(tensor, size, Double.BYTES);
            case FLOAT16, BFLOAT16 -> raw(tensor, size, Short.BYTES);
            default ->
                throw new RefusedImportException("initializer " + shown(tensor.getName())
                        + " must be of FLOAT, DOUBLE, FLOAT16 or BFLOAT16: data type " + tensor.getDataType());
        };
    }

    private static float[] floats(TensorProto tensor, int size) {
        requireSize(tensor, size, tensor.getFloatDataCount());
        float[] values = new float[size];
        for (int index = 0; index < size; index++) {
            values[index] = tensor.getFloatData(index);
        }
        return values;
    }

    private static float[] doubles(TensorProto tensor, int size) {
        requireSize(tensor, size, tensor.getDoubleDataCount());
        float[] values = new float[size];
        for (int index = 0; index < size; index++) {
            values[index] = (float) tensor.getDoubleData(index);
        }
        return values;
    }

    private static float[] raw(TensorProto tensor, int size, int width) {
        requireSize(tensor, (long) size * width, tensor.getRawData().size());
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean brain = tensor.getDataType() == TensorProto.DataType.BFLOAT16_VALUE;
        float[] values = new float[size];
        for (int index = 0; index < size; index++) {
            values[index] = switch (width) {
                case Float.BYTES -> bytes.getFloat();
                case Double.BYTES -> (float) bytes.getDouble();
                default ->
                    brain
                            ? Float.intBitsToFloat(bytes.getShort() << BFLOAT_SHIFT)
                            : HalfFloat.toFloat(bytes.getShort());
            };
        }
        return values;
    }

    private static void requireSize(TensorProto tensor, long expected, long found) {
        if (expected != found) {
            throw new RefusedImportException("initializer " + shown(tensor.getName()) + " of " + tensor.getDimsList()
                    + " is cut off: expected " + expected + ", found " + found);
        }
    }

    private static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return "'" + clean.substring(0, Math.min(clean.length(), MAX_SHOWN)) + "'";
    }
}
