package io.surprisal.trainer.exchange;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.VersionChange;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds out from the shapes of a network's tensors what specification it has: kind of cell, layers, units, kernel size and
 * appending skip connections. Coupled gates and adding skip connections leave no trace in shapes: its user has to name them.
 */
final class SpecFinder {

    private static final int CONVOLUTION_DIMENSIONS = 3;

    private final TensorSource source;

    SpecFinder(TensorSource source) {
        this.source = source;
    }

    /**
     * The specification of a channel-wise network, which serves any number of features.
     *
     * @param cellText cell and skip connections as manifests name them, where the network's user has said it
     * @param covariates names of the inputs after the detector's own
     * @throws RefusedImportException if there is no network of ours in these tensors
     */
    ModelSpec find(Optional<String> cellText, List<String> covariates) {
        boolean convolves = source.names().contains(TensorNames.convolution(0));
        String first = convolves ? TensorNames.convolution(0) : TensorNames.inputWeight(0);
        List<Integer> input = shape(first, convolves ? CONVOLUTION_DIMENSIONS : 2);
        List<Integer> recurrent = convolves ? List.of() : shape(TensorNames.hiddenWeight(0), 2);
        int hidden = convolves ? input.get(0) : recurrent.get(1);
        int layers = layers(convolves);
        int inputs = ModelSpec.OWN_INPUTS + covariates.size();
        if (input.get(1) != inputs) {
            throw new RefusedImportException("the first layer must have the detector's " + ModelSpec.OWN_INPUTS
                    + " inputs and one for each covariate (--covariates): inputs=" + input.get(1) + ", covariates="
                    + covariates);
        }
        String text = cellText.orElseGet(() -> (convolves ? "tdnn:" + input.get(2) : cell(recurrent))
                + (appends(convolves, layers, hidden, inputs) ? "+concat" : ""));
        return new ModelSpec(NetworkShape.of(text, layers, hidden), List.of(), covariates, VersionChange.REPLAY);
    }

    private int layers(boolean convolves) {
        int layers = 1;
        while (source.names().contains(convolves ? TensorNames.convolution(layers) : TensorNames.inputWeight(layers))) {
            layers++;
        }
        return layers;
    }

    private String cell(List<Integer> recurrent) {
        if (source.names().contains(TensorNames.peephole(0))) {
            return CellKind.LSTM_PEEPHOLE.text();
        }
        for (CellKind cell : List.of(CellKind.LSTM, CellKind.GRU, CellKind.RNN)) {
            if ((long) cell.blocks() * recurrent.get(1) == recurrent.get(0)) {
                return cell.text();
            }
        }
        throw new RefusedImportException(TensorNames.hiddenWeight(0) + " " + recurrent
                + " is that of no cell: its rows must be 4, 3 or 1 times its columns (LSTM, GRU, RNN)");
    }

    /** Whether a layer reads what all below it have read and computed. */
    private boolean appends(boolean convolves, int layers, int hidden, int inputs) {
        if (layers == 1) {
            return false;
        }
        String second = convolves ? TensorNames.convolution(1) : TensorNames.inputWeight(1);
        return shape(second, convolves ? CONVOLUTION_DIMENSIONS : 2).get(1) == hidden + inputs;
    }

    private List<Integer> shape(String name, int dimensions) {
        if (!source.names().contains(name)) {
            throw PyTorchNetwork.missing(name, List.of(), source);
        }
        List<Integer> shape = source.shape(name);
        if (shape.size() != dimensions || shape.contains(0)) {
            throw new RefusedImportException(
                    "tensor " + name + " must have " + dimensions + " dimensions, none of them 0: " + shape);
        }
        return shape;
    }
}
