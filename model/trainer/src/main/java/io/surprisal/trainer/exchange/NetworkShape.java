package io.surprisal.trainer.exchange;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.VersionChange;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.util.List;
import java.util.Optional;

/** Finds out from the shapes of a network's tensors what specification it has. */
final class NetworkShape {

    private NetworkShape() {}

    /**
     * The specification of a channel-wise network, which serves any number of features.
     *
     * @param source tensors under PyTorch's names
     * @param wanted the kind of cell, where its user has said it
     * @param covariates names of the inputs after the detector's own
     * @throws RefusedImportException if there is no network of ours in these tensors
     */
    static ModelSpec of(TensorSource source, Optional<CellKind> wanted, List<String> covariates) {
        List<Integer> input = matrix(source, TensorNames.inputWeight(0));
        List<Integer> recurrent = matrix(source, TensorNames.hiddenWeight(0));
        int hidden = recurrent.get(1);
        int layers = 1;
        while (source.names().contains(TensorNames.inputWeight(layers))) {
            layers++;
        }
        CellKind cell = wanted.orElseGet(() -> cell(recurrent));
        int inputs = ModelSpec.OWN_INPUTS + covariates.size();
        if (input.get(1) != inputs) {
            throw new RefusedImportException("the first layer must have the detector's " + ModelSpec.OWN_INPUTS
                    + " inputs and one for each covariate (--covariates): inputs=" + input.get(1) + ", covariates="
                    + covariates);
        }
        return new ModelSpec(cell, layers, hidden, List.of(), covariates, VersionChange.REPLAY);
    }

    private static CellKind cell(List<Integer> recurrent) {
        for (CellKind cell : CellKind.values()) {
            if ((long) GateOrder.ofPyTorch(cell).blocks() * recurrent.get(1) == recurrent.get(0)) {
                return cell;
            }
        }
        throw new RefusedImportException(
                TensorNames.hiddenWeight(0) + " " + recurrent + " is that of no known cell: " + PyTorchNetwork.known());
    }

    private static List<Integer> matrix(TensorSource source, String name) {
        if (!source.names().contains(name)) {
            throw PyTorchNetwork.missing(name, List.of(), source);
        }
        List<Integer> shape = source.shape(name);
        if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) < 1) {
            throw new RefusedImportException("tensor " + name + " must be a matrix: " + shape);
        }
        return shape;
    }
}
