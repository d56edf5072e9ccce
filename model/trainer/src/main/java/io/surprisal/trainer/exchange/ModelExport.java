package io.surprisal.trainer.exchange;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.exchange.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes models as safetensors files, under PyTorch's names. The file's metadata carries the manifest, so that {@link
 * ModelImport} gives back the same model, bit by bit, or knows which one was trained on.
 */
public final class ModelExport {

    /** The metadata's key of the manifest: a model file without its weights, in Base64. */
    static final String MANIFEST = "surprisal.manifest";

    private static final long PARITY_SEED = 1;

    private ModelExport() {}

    /**
     * Writes a model.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(ModelFile file, Path path) throws IOException {
        ModelSnapshot model = ModelCodec.fromFile(file);
        ModelManifest manifest = file.getManifest();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put("surprisal.model", manifest.getName() + "/" + manifest.getVersion());
        metadata.put("surprisal.cell", manifest.getSpec().getCell());
        metadata.put("surprisal.sha256", manifest.getSha256());
        metadata.put(MANIFEST, encoded(manifest));
        SafetensorsWriter.write(path, PyTorchNetwork.written(model), metadata);
    }

    /**
     * Writes random inputs and a model's outputs, so that another implementation can check itself.
     *
     * @throws IOException if they cannot be written
     */
    public static void writeParity(ModelFile file, Path path) throws IOException {
        ParityCheck.made(ModelCodec.fromFile(file), PARITY_SEED).write(path);
    }

    private static String encoded(ModelManifest manifest) throws IOException {
        ModelFile bare = ModelFile.newBuilder()
                .setManifest(manifest)
                .setWeights(ByteBuffer.allocate(0))
                .build();
        return Base64.getEncoder().encodeToString(ModelFiles.toBytes(bare));
    }
}
