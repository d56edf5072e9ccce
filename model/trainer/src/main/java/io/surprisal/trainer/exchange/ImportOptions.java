package io.surprisal.trainer.exchange;

import java.util.List;
import java.util.Optional;

/**
 * What is to be known of a network beside its file.
 *
 * @param mapping which tensor is which
 * @param cell cell and skip connections as manifests name them, such as {@code gru+identity}; empty: what the file says, or
 *     what follows from the shapes
 * @param covariates names of the inputs after the detector's own; empty: what the file says
 */
public record ImportOptions(TensorMapping mapping, Optional<String> cell, List<String> covariates) {

    /** A file whose names and shapes say everything. */
    public static final ImportOptions USUAL = new ImportOptions(TensorMapping.NONE, Optional.empty(), List.of());

    /** Copies the covariates. */
    public ImportOptions {
        covariates = List.copyOf(covariates);
    }
}
