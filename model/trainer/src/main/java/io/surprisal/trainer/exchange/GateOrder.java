package io.surprisal.trainer.exchange;

import io.surprisal.model.CellKind;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import java.util.List;

/**
 * The order in which a file stacks the blocks of a layer's gates, against that of {@code TensorLayout}. Gates have PyTorch's
 * letters: of an LSTM i (input), f (forget), g (candidate), o (output).
 */
final class GateOrder {

    private final List<String> ours;
    private final List<String> theirs;

    private GateOrder(List<String> ours, List<String> theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** PyTorch's order. */
    static GateOrder ofPyTorch(CellKind cell) {
        return switch (cell) {
            case LSTM -> new GateOrder(List.of("i", "f", "g", "o"), List.of("i", "f", "g", "o"));
        };
    }

    /**
     * The order that a mapping file states, or PyTorch's if it states none.
     *
     * @throws RefusedImportException if these are not the cell's gates
     */
    static GateOrder of(CellKind cell, List<String> stated) {
        GateOrder usual = ofPyTorch(cell);
        if (stated.isEmpty()) {
            return usual;
        }
        if (!stated.stream()
                .sorted()
                .toList()
                .equals(usual.ours.stream().sorted().toList())) {
            throw new RefusedImportException(
                    "gates must be each of " + String.join(" ", usual.theirs) + " once: " + String.join(" ", stated));
        }
        return new GateOrder(usual.ours, List.copyOf(stated));
    }

    /** How many blocks there are. */
    int blocks() {
        return ours.size();
    }

    /** A file's tensor with its blocks in our order; a new array. */
    float[] toOurs(float[] tensor) {
        return restacked(tensor, theirs, ours);
    }

    /** A tensor of ours with its blocks in the file's order; a new array. */
    float[] toTheirs(float[] tensor) {
        return restacked(tensor, ours, theirs);
    }

    private static float[] restacked(float[] tensor, List<String> from, List<String> to) {
        int block = tensor.length / from.size();
        float[] restacked = new float[tensor.length];
        for (int index = 0; index < to.size(); index++) {
            System.arraycopy(tensor, from.indexOf(to.get(index)) * block, restacked, index * block, block);
        }
        return restacked;
    }
}
