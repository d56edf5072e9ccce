package io.surprisal.trainer.exchange;

import io.surprisal.model.CellKind;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import java.util.List;

/**
 * The order in which a file stacks the blocks of a layer's gates, against that of {@code TensorLayout}. Gates have
 * PyTorch's letters: of an LSTM i (input), f (forget), g (candidate), o (output); of a GRU r (reset), z (update), n
 * (candidate).
 */
final class GateOrder {

    private final List<String> ours;
    private final List<String> theirs;

    private GateOrder(List<String> ours, List<String> theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** PyTorch's order, which is that of {@code TensorLayout}. */
    static GateOrder ofPyTorch(CellKind cell) {
        List<String> letters = switch (cell) {
            case LSTM, LSTM_PEEPHOLE -> List.of("i", "f", "g", "o");
            case LSTM_COUPLED -> List.of("f", "g", "o");
            case GRU -> List.of("r", "z", "n");
            case RNN, TDNN -> List.of("h");
        };
        return new GateOrder(letters, letters);
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
                    "gates must be each of " + String.join(" ", usual.ours) + " once: " + String.join(" ", stated));
        }
        return new GateOrder(usual.ours, List.copyOf(stated));
    }

    /** A file's tensor with its blocks in our order; a new array. */
    float[] toOurs(float[] tensor) {
        int block = tensor.length / ours.size();
        float[] restacked = new float[tensor.length];
        for (int index = 0; index < ours.size(); index++) {
            int from = theirs.indexOf(ours.get(index));
            System.arraycopy(tensor, from * block, restacked, index * block, block);
        }
        return restacked;
    }
}
