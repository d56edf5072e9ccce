package io.surprisal.schemas.models;

import io.surprisal.avro.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The model that is shipped with the project: the fallback as long as the models topic names none. */
public final class BundledModel {

    private static final String RESOURCE = "default-model.avro";

    private BundledModel() {}

    /**
     * Reads the model file from the class path; {@link ModelCodec#fromFile} makes the snapshot.
     *
     * @throws IllegalStateException if this build has none
     * @throws UncheckedIOException if it has one that cannot be read
     */
    public static ModelFile load() {
        return load(RESOURCE);
    }

    static ModelFile load(String resource) {
        try (InputStream in = BundledModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build has no bundled model: there is no " + resource + " in "
                        + BundledModel.class.getPackageName() + " on the class path; give a model file instead");
            }
            return ModelFiles.read(in, resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
