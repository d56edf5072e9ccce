package io.surprisal.schemas.models;

import io.surprisal.avro.CalibrationSummary;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.NetworkSpec;
import io.surprisal.avro.Provenance;
import io.surprisal.avro.TensorEntry;
import io.surprisal.avro.WeightsChunk;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelIdentity;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import io.surprisal.schemas.Sha256;
import io.surprisal.schemas.TrustedClasses;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model's way into Avro and back. What comes back is checked: length, hash, tensor table, and all that
 * {@link ModelSnapshot} asks; the first thing that is wrong is told by {@link InvalidModelException}.
 */
public final class ModelCodec {

    /** Bytes of a chunk unless configured; well below a broker's usual limit of 1 MiB per record. */
    public static final int DEFAULT_CHUNK_SIZE = 512 * 1024;

    /** The one encoding of weights that there is so far. */
    static final String ENCODING = "float32-le";

    static {
        TrustedClasses.declare(); // builders make nested records by name too
    }

    private ModelCodec() {}

    /**
     * A model file of a snapshot.
     *
     * @param provenance where the weights come from
     * @param origin what the calibration was counted on
     */
    public static ModelFile toFile(ModelSnapshot model, Provenance provenance, CalibrationOrigin origin) {
        byte[] weights = model.weights();
        ModelManifest manifest = ModelManifest.newBuilder()
                .setName(model.identity().name())
                .setVersion(model.identity().version())
                .setSha256(model.identity().sha256())
                .setParentSha256(model.identity().parentSha256().orElse(null))
                .setSpec(spec(model.spec()))
                .setEncoding(ENCODING)
                .setWeightsLength(weights.length)
                .setTensors(tensors(model.spec()))
                .setCalibration(CalibrationSummary.newBuilder()
                        .setRefractoryRows(model.calibration().refractoryRows())
                        .setRealertMargin(model.calibration().realertMargin())
                        .setRows(origin.rows())
                        .setSets(origin.sets())
                        .setText(origin.text())
                        .build())
                .setProvenance(provenance)
                .build();
        return ModelFile.newBuilder()
                .setManifest(manifest)
                .setWeights(ByteBuffer.wrap(weights))
                .build();
    }

    /**
     * The snapshot of a model file.
     *
     * @throws InvalidModelException if the file's contents must not be used
     */
    public static ModelSnapshot fromFile(ModelFile file) {
        return decode(file.getManifest(), bytes(file.getWeights()));
    }

    /**
     * The records of a model file on the models topic: the chunks in order, then the manifest.
     *
     * @param chunkSize bytes of every chunk but the last, at least 1
     */
    public static List<ModelsTopicRecord> toRecords(ModelFile file, int chunkSize) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be at least 1: chunkSize=" + chunkSize);
        }
        ModelManifest manifest = file.getManifest();
        ByteBuffer weights = file.getWeights().asReadOnlyBuffer();
        List<ModelsTopicRecord> records = new ArrayList<>();
        while (weights.hasRemaining()) {
            byte[] data = new byte[Math.min(chunkSize, weights.remaining())];
            weights.get(data);
            WeightsChunk chunk = new WeightsChunk(manifest.getSha256(), records.size(), ByteBuffer.wrap(data));
            records.add(new ModelsTopicRecord(
                    new ModelsTopicKey.Weights(chunk.getSha256(), chunk.getIndex()),
                    ModelsRecord.newBuilder().setChunk(chunk).build()));
        }
        ModelManifest chunked = ModelManifest.newBuilder(manifest)
                .setChunkSize(chunkSize)
                .setChunkCount(records.size())
                .build();
        records.add(new ModelsTopicRecord(
                new ModelsTopicKey.Manifest(chunked.getName(), chunked.getVersion()),
                ModelsRecord.newBuilder().setManifest(chunked).build()));
        return records;
    }

    /**
     * The snapshot that a manifest and all its weights make.
     *
     * @param weights in the manifest's encoding; copied
     * @throws InvalidModelException if they must not be used
     */
    public static ModelSnapshot decode(ModelManifest manifest, byte[] weights) {
        if (!manifest.getEncoding().equals(ENCODING)) {
            throw new InvalidModelException(
                    "encoding must be " + ENCODING + ": " + KeyParts.shown(manifest.getEncoding()));
        }
        ModelSpec spec = spec(manifest.getSpec());
        if (manifest.getWeightsLength() != weights.length) {
            throw new InvalidModelException("weights must have the manifest's " + manifest.getWeightsLength()
                    + " bytes: length=" + weights.length);
        }
        String hash = Sha256.hex(weights);
        if (!hash.equals(manifest.getSha256())) {
            throw new InvalidModelException(
                    "weights must have the manifest's SHA-256 " + manifest.getSha256() + ": SHA-256=" + hash);
        }
        if (!tensors(spec).equals(manifest.getTensors())) {
            throw new InvalidModelException(
                    "tensor table must be that of " + manifest.getSpec().getLayers()
                            + " layers of " + manifest.getSpec().getHiddenSize() + " units: expected " + tensors(spec)
                            + ", found " + manifest.getTensors());
        }
        ModelSnapshot model = ModelSnapshot.of(
                manifest.getName(),
                manifest.getVersion(),
                Optional.ofNullable(manifest.getParentSha256()),
                spec,
                weights);
        checkCalibration(manifest.getCalibration(), model);
        return model;
    }

    /** The identity that a manifest claims, without a look at the weights. */
    public static ModelIdentity identity(ModelManifest manifest) {
        return new ModelIdentity(
                manifest.getName(),
                manifest.getVersion(),
                manifest.getSha256(),
                Optional.ofNullable(manifest.getParentSha256()));
    }

    /** A copy of a buffer's bytes; its position stays. */
    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static NetworkSpec spec(ModelSpec spec) {
        return NetworkSpec.newBuilder()
                .setCell(spec.network().cellText())
                .setLayers(spec.layers())
                .setHiddenSize(spec.hiddenSize())
                .setFeatures(spec.features())
                .setCovariates(spec.covariates())
                .setOnVersionChange(text(spec.onVersionChange()))
                .setKinds(spec.kinds())
                .build();
    }

    /**
     * The specification that a manifest states.
     *
     * @throws InvalidModelException if it is unknown or out of range
     */
    public static ModelSpec spec(NetworkSpec spec) {
        return new ModelSpec(
                NetworkShape.of(spec.getCell(), spec.getLayers(), spec.getHiddenSize()),
                spec.getFeatures(),
                spec.getCovariates(),
                constant("onVersionChange", spec.getOnVersionChange(), VersionChange.values()),
                spec.getKinds());
    }

    private static List<TensorEntry> tensors(ModelSpec spec) {
        List<TensorEntry> entries = new ArrayList<>();
        long offset = 0;
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            entries.add(new TensorEntry(shape.name(), shape.dimensions(), offset));
            offset += (long) shape.size() * Float.BYTES;
        }
        return entries;
    }

    private static void checkCalibration(CalibrationSummary summary, ModelSnapshot model) {
        int rows = model.calibration().refractoryRows();
        float margin = model.calibration().realertMargin();
        if (summary.getRefractoryRows() != rows || summary.getRealertMargin() != margin) {
            throw new InvalidModelException("calibration must be what the weights say, refractoryRows=" + rows
                    + ", realertMargin=" + margin + ": the manifest says refractoryRows="
                    + summary.getRefractoryRows() + ", realertMargin=" + summary.getRealertMargin());
        }
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E constant(String what, String text, E[] known) {
        List<String> texts = new ArrayList<>();
        for (E constant : known) {
            texts.add(text(constant));
            if (text(constant).equals(text)) {
                return constant;
            }
        }
        throw new InvalidModelException(what + " must be one of " + texts + ": " + KeyParts.shown(text));
    }
}
