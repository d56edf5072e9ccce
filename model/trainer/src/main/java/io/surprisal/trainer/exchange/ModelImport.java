package io.surprisal.trainer.exchange;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.model.Calibration;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.exchange.onnx.OnnxFile;
import io.surprisal.trainer.exchange.safetensors.SafetensorsFile;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Takes networks over from safetensors and ONNX files. A calibration counts with the weights that it was counted with: so it is taken over
 * only from an exported model whose every bit is still there, and what comes from elsewhere raises no alert until it is
 * calibrated.
 */
public final class ModelImport {

    private static final String ONNX = ".onnx";
    private static final String NAME = "imported";
    private static final String VERSION = "uncalibrated";

    private ModelImport() {}

    /**
     * Reads a file: ONNX if its name ends in {@code .onnx}, else safetensors.
     *
     * @throws RefusedImportException if its tensors are not those of a network of ours, saying which is not
     * @throws IOException if it cannot be read, or is no such file
     */
    public static ImportedModel read(Path path, ImportOptions options) throws IOException {
        try {
            if (String.valueOf(path.getFileName()).endsWith(ONNX)) {
                return read(OnnxFile.read(path), Optional.empty(), options);
            }
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                return read(file, manifest(file), options);
            }
        } catch (InvalidModelException e) {
            throw new RefusedImportException(path + " holds no model that may be used: " + e.getMessage(), e);
        }
    }

    private static ImportedModel read(TensorSource file, Optional<ModelManifest> manifest, ImportOptions options)
            throws IOException {
        TensorSource source = options.mapping().apply(file);
        ModelSpec spec = spec(source, manifest, options);
        PyTorchNetwork network =
                PyTorchNetwork.read(spec, source, options.mapping().gates());
        Optional<ModelFile> exported = exported(manifest, network, source, spec);
        if (exported.isPresent()) {
            return new ImportedModel(ModelCodec.fromFile(exported.get()), exported, Optional.empty(), network.unused());
        }
        Optional<String> parent = manifest.map(ModelManifest::getSha256);
        return new ImportedModel(uncalibrated(network, spec, parent), exported, parent, network.unused());
    }

    private static ModelSpec spec(TensorSource source, Optional<ModelManifest> manifest, ImportOptions options) {
        boolean said = options.cell().isPresent() || !options.covariates().isEmpty();
        if (manifest.isPresent() && !said) {
            return ModelCodec.spec(manifest.get().getSpec());
        }
        return new SpecFinder(source).find(options.cell(), options.covariates());
    }

    private static ModelSnapshot uncalibrated(PyTorchNetwork network, ModelSpec spec, Optional<String> parent) {
        Map<String, float[]> tensors = network.tensors();
        tensors.putAll(Calibration.NONE.tensors());
        return ModelSnapshot.of(NAME, VERSION, parent, spec.withoutHead(), tensors);
    }

    /** The model file that was exported, if the tensors with their calibration have the manifest's hash. */
    private static Optional<ModelFile> exported(
            Optional<ModelManifest> manifest, PyTorchNetwork network, TensorSource source, ModelSpec spec)
            throws IOException {
        Map<String, float[]> tensors = network.tensors();
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            if (shape.name().startsWith("calibration.") || shape.name().startsWith(TensorLayout.RECOGNITION)) {
                if (manifest.isEmpty()
                        || !source.names().contains(shape.name())
                        || !source.shape(shape.name()).equals(shape.dimensions())) {
                    return Optional.empty();
                }
                tensors.put(shape.name(), source.values(shape.name()));
            }
        }
        byte[] weights;
        try {
            weights = ModelSnapshot.of(NAME, VERSION, Optional.empty(), spec, tensors)
                    .weights();
        } catch (InvalidModelException e) {
            return Optional.empty(); // what is wrong with the network itself is told by who makes it uncalibrated
        }
        ModelFile file = ModelFile.newBuilder()
                .setManifest(manifest.orElseThrow())
                .setWeights(ByteBuffer.wrap(weights))
                .build();
        try {
            ModelCodec.fromFile(file);
            return Optional.of(file);
        } catch (InvalidModelException e) {
            return Optional.empty();
        }
    }

    private static Optional<ModelManifest> manifest(SafetensorsFile file) throws IOException {
        String text = file.metadata().get(ModelExport.MANIFEST);
        if (text == null) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Optional.of(ModelFiles.ofBytes(bytes, "in the metadata").getManifest());
        } catch (IllegalArgumentException e) {
            throw new RefusedImportException("the file's metadata " + ModelExport.MANIFEST + " must be Base64", e);
        }
    }
}
