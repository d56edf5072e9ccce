package io.surprisal.deploy.cli;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The model that {@code --model} names. */
final class ModelArgument {

    private ModelArgument() {}

    /** The model in a file, or the one that ships where there is no file. */
    static ModelSnapshot load(@Nullable Path file) throws IOException {
        return ModelCodec.fromFile(file == null ? BundledModel.load() : ModelFiles.read(file));
    }
}
