package io.surprisal.trainer.exchange.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON header of a safetensors file, held to be hostile until each number in it is checked: names are different, fields are
 * the three that there are, every range has the length that type and shape say, and the ranges fill the data without
 * overlap or gap.
 *
 * @param tensors the tensors by name
 * @param metadata what else is said of the file
 */
record Header(Map<String, Entry> tensors, Map<String, String> metadata) {

    /** The largest header that is read; a thousand tensors have some 100 KB. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final String METADATA = "__metadata__";
    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_DIMENSIONS = 8;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_SHOWN = 60;
    private static final List<String> FIELDS = List.of("data_offsets", "dtype", "shape");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads and checks a header.
     *
     * @param json the header's bytes
     * @param dataBytes how many bytes follow it
     * @throws SafetensorsException naming the first thing that is wrong
     */
    static Header parse(byte[] json, long dataBytes) throws SafetensorsException {
        JsonNode root = tree(json);
        Map<String, Entry> tensors = new TreeMap<>();
        Map<String, String> metadata = Map.of();
        if (root.size() > MAX_TENSORS) {
            throw new SafetensorsException("header must name at most " + MAX_TENSORS + " tensors: " + root.size());
        }
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                metadata = metadata(field.getValue());
            } else {
                tensors.put(field.getKey(), entry(field.getKey(), field.getValue()));
            }
        }
        requireFilled(tensors, dataBytes);
        return new Header(tensors, metadata);
    }

    /** Text of a file for a message: short, and without control characters. */
    static String shown(String text) {
        String clean = text.codePoints()
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .limit(MAX_SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "'" + clean + (text.length() > MAX_SHOWN ? "…'" : "'");
    }

    private static JsonNode tree(byte[] json) throws SafetensorsException {
        if (json.length == 0 || json[0] != '{') {
            throw new SafetensorsException("header must begin with {");
        }
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.isObject()) {
                throw new SafetensorsException("header must be a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new SafetensorsException("header must be JSON with different names: " + e.getOriginalMessage(), e);
        } catch (SafetensorsException e) {
            throw e;
        } catch (IOException e) {
            throw new SafetensorsException("header must be JSON: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> metadata(JsonNode node) throws SafetensorsException {
        if (!node.isObject()) {
            throw new SafetensorsException(METADATA + " must be an object of strings");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isTextual()) {
                throw new SafetensorsException(METADATA + " must be an object of strings: " + shown(field.getKey()));
            }
            metadata.put(field.getKey(), field.getValue().textValue());
        }
        return metadata;
    }

    private static Entry entry(String name, JsonNode node) throws SafetensorsException {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        fields.sort(Comparator.naturalOrder());
        if (!fields.equals(FIELDS)) {
            throw new SafetensorsException(
                    "tensor " + shown(name) + " must have the fields " + FIELDS + ": " + shown(fields.toString()));
        }
        Dtype dtype = dtype(name, node.get("dtype"));
        List<Integer> shape = shape(name, node.get("shape"));
        JsonNode offsets = node.get("data_offsets");
        if (!offsets.isArray() || offsets.size() != 2) {
            throw new SafetensorsException("tensor " + shown(name) + " must have two data_offsets");
        }
        long begin = offset(name, offsets.get(0));
        long end = offset(name, offsets.get(1));
        long bytes = bytes(name, dtype, shape);
        if (end < begin || end - begin != bytes) {
            throw new SafetensorsException("tensor " + shown(name) + " of " + dtype + shape + " must have " + bytes
                    + " bytes: data_offsets=[" + begin + ", " + end + "]");
        }
        return new Entry(dtype, shape, begin, end);
    }

    private static Dtype dtype(String name, JsonNode node) throws SafetensorsException {
        for (Dtype dtype : Dtype.values()) {
            if (node.isTextual() && dtype.name().equals(node.textValue())) {
                return dtype;
            }
        }
        throw new SafetensorsException("tensor " + shown(name) + " has an unknown dtype: " + shown(node.toString()));
    }

    private static List<Integer> shape(String name, JsonNode node) throws SafetensorsException {
        if (!node.isArray() || node.size() > MAX_DIMENSIONS) {
            throw new SafetensorsException(
                    "tensor " + shown(name) + " must have a shape of at most " + MAX_DIMENSIONS + " dimensions");
        }
        List<Integer> shape = new ArrayList<>();
        for (JsonNode dimension : node) {
            if (!dimension.isInt() || dimension.intValue() < 0) {
                throw new SafetensorsException("tensor " + shown(name) + " must have dimensions of 0 to "
                        + Integer.MAX_VALUE + ": " + shown(dimension.toString()));
            }
            shape.add(dimension.intValue());
        }
        return shape;
    }

    private static long offset(String name, JsonNode node) throws SafetensorsException {
        if (!(node.isInt() || node.isLong()) || node.longValue() < 0) {
            throw new SafetensorsException("tensor " + shown(name)
                    + " must have data_offsets that are whole numbers, not" + " negative: " + shown(node.toString()));
        }
        return node.longValue();
    }

    private static long bytes(String name, Dtype dtype, List<Integer> shape) throws SafetensorsException {
        long bytes = dtype.bytes;
        try {
            for (int dimension : shape) {
                bytes = Math.multiplyExact(bytes, dimension);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new SafetensorsException("tensor " + shown(name) + " has a shape beyond all files: " + shape, e);
        }
    }

    private static void requireFilled(Map<String, Entry> tensors, long dataBytes) throws SafetensorsException {
        List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(tensors.entrySet());
        inOrder.sort(Comparator.comparingLong(
                        (Map.Entry<String, Entry> tensor) -> tensor.getValue().begin())
                .thenComparingLong(tensor -> tensor.getValue().end()));
        long at = 0;
        for (Map.Entry<String, Entry> tensor : inOrder) {
            Entry entry = tensor.getValue();
            if (entry.end() > dataBytes) {
                throw new SafetensorsException("tensor " + shown(tensor.getKey()) + " ends after the file: end="
                        + entry.end() + ", bytes of data=" + dataBytes);
            }
            if (entry.begin() != at) {
                throw new SafetensorsException(
                        "tensor " + shown(tensor.getKey()) + " must begin where the one before ends,"
                                + " without overlap or gap: begin=" + entry.begin() + ", end of the one before=" + at);
            }
            at = entry.end();
        }
        if (at != dataBytes) {
            throw new SafetensorsException(
                    "tensors must fill the file: their bytes=" + at + ", bytes of data=" + dataBytes);
        }
    }
}
