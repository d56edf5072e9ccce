package io.surprisal.trainer.exchange;

import io.surprisal.trainer.exchange.safetensors.SafetensorsFile;
import io.surprisal.trainer.exchange.safetensors.SafetensorsWriter;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs, and the head's outputs that another implementation of a network made of them, each sequence from a state of zeros:
 * a safetensors file with {@code inputs} [T × I] and {@code outputs} [T × O], or [B × T × I] and [B × T × O].
 */
public final class ParityVectors {

    private static final String INPUTS = "inputs";
    private static final String OUTPUTS = "outputs";
    private static final int DIMENSIONS = 3;

    private final int sequences;
    private final int rows;
    private final float[] inputs;
    private final float[] outputs;

    /**
     * Parity vectors; the arrays are kept.
     *
     * @param sequences B
     * @param rows T, of each sequence
     * @param inputs [B × T × I]
     * @param outputs [B × T × O]
     */
    ParityVectors(int sequences, int rows, float[] inputs, float[] outputs) {
        this.sequences = sequences;
        this.rows = rows;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Reads a file.
     *
     * @throws RefusedImportException if it holds something else
     * @throws IOException if it cannot be read
     */
    public static ParityVectors read(Path path) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            if (!file.names().contains(INPUTS) || !file.names().contains(OUTPUTS)) {
                throw new RefusedImportException("parity vectors must be tensors inputs [T, I] and outputs [T, O]: "
                        + path + " has " + TensorNames.listed(file));
            }
            List<Integer> inputs = shape(file, INPUTS);
            List<Integer> outputs = shape(file, OUTPUTS);
            if (!inputs.subList(0, 2).equals(outputs.subList(0, 2)) || inputs.contains(0) || outputs.contains(0)) {
                throw new RefusedImportException("inputs and outputs must have as many sequences and rows, and at least"
                        + " one: inputs " + inputs + ", outputs " + outputs);
            }
            return new ParityVectors(inputs.get(0), inputs.get(1), file.values(INPUTS), file.values(OUTPUTS));
        }
    }

    /** Writes them for another implementation to check itself against. */
    void write(Path path) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(INPUTS, new Tensor(List.of(sequences, rows, inputWidth()), inputs));
        tensors.put(OUTPUTS, new Tensor(List.of(sequences, rows, outputWidth()), outputs));
        SafetensorsWriter.write(path, tensors, Map.of("format", "pt"));
    }

    private static List<Integer> shape(SafetensorsFile file, String name) {
        List<Integer> shape = file.shape(name);
        return switch (shape.size()) {
            case 2 -> List.of(1, shape.get(0), shape.get(1));
            case DIMENSIONS -> shape;
            default ->
                throw new RefusedImportException(
                        "tensor " + name + " must have two dimensions, or three with a batch: " + shape);
        };
    }

    int sequences() {
        return sequences;
    }

    int rows() {
        return rows;
    }

    int inputWidth() {
        return inputs.length / sequences / rows;
    }

    int outputWidth() {
        return outputs.length / sequences / rows;
    }

    /** Copies the inputs of a row. */
    void inputs(int sequence, int row, float[] into) {
        System.arraycopy(inputs, (sequence * rows + row) * into.length, into, 0, into.length);
    }

    float output(int sequence, int row, int column) {
        return outputs[(sequence * rows + row) * outputWidth() + column];
    }
}
