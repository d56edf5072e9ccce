package io.surprisal.trainer.exchange;

import io.surprisal.avro.ModelFile;
import io.surprisal.model.ModelSnapshot;
import java.util.Optional;
import java.util.Set;

/**
 * What a file gave.
 *
 * @param model the network, without calibration unless the file is an exported model as it was
 * @param exported the model as it was exported, if every bit of it is still there
 * @param parentSha256 hash of the model that was exported and has been trained on since
 * @param unused names in the file that the network has no use for
 */
public record ImportedModel(
        ModelSnapshot model, Optional<ModelFile> exported, Optional<String> parentSha256, Set<String> unused) {

    /** Copies the names. */
    public ImportedModel {
        unused = Set.copyOf(unused);
    }
}
