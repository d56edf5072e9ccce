package io.surprisal.topology;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.Provenance;
import io.surprisal.model.Calibration;
import io.surprisal.model.CellKind;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.RecognitionTensors;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small models of seeded random weights. */
public final class TestModels {

    private static final int HIDDEN = 4;
    private static final float SPREAD = 0.3f;

    private TestModels() {}

    /** A model of any features; equal seeds give equal weights. */
    public static ModelSnapshot seeded(long seed) {
        return seeded(seed, VersionChange.REPLAY, List.of(), List.of());
    }

    /** A model with this policy and these names. */
    public static ModelSnapshot seeded(
            long seed, VersionChange policy, List<String> features, List<String> covariates) {
        return make(seed, policy, features, covariates, Optional.empty());
    }

    /** A model trained on from another one. */
    public static ModelSnapshot child(ModelSnapshot parent, long seed, VersionChange policy) {
        return make(
                seed,
                policy,
                List.of(),
                List.of(),
                Optional.of(parent.identity().sha256()));
    }

    /** A model of any kind of network, for any set of features. */
    public static ModelSnapshot ofNetwork(NetworkShape network, long seed) {
        ModelSpec spec = new ModelSpec(network, List.of(), List.of(), VersionChange.REPLAY);
        return ModelSnapshot.of("default", "v" + seed, Optional.empty(), spec, tensors(spec, seed));
    }

    /** A model with a head that takes every alert for the first of these kinds, more or less surely. */
    public static ModelSnapshot recognizing(ModelSnapshot parent, String... kinds) {
        ModelSpec spec =
                new ModelSpec(parent.spec().network(), List.of(), List.of(), VersionChange.KEEP, List.of(kinds));
        Random random = new Random(3);
        Map<String, float[]> head = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.recognition(spec)) {
            float[] values = new float[shape.size()];
            for (int index = 0; index < values.length; index++) {
                values[index] = SPREAD * random.nextFloat() + SPREAD / HIDDEN;
            }
            head.put(shape.name(), values);
        }
        float[] bias = new float[kinds.length + 1];
        bias[0] = HIDDEN;
        head.put(TensorLayout.RECOGNITION_OUTPUT_BIAS, bias);
        head.put(TensorLayout.RECOGNITION_KINDS, RecognitionTensors.hash(spec.kinds()));
        return parent.withHead("named", Optional.of(parent.identity().sha256()), spec, head);
    }

    /** A model of another name and these features. */
    public static ModelSnapshot named(String name, long seed, List<String> features) {
        ModelSpec spec = new ModelSpec(CellKind.LSTM, 1, HIDDEN, features, List.of(), VersionChange.REPLAY);
        return ModelSnapshot.of(name, "v" + seed, Optional.empty(), spec, tensors(spec, seed));
    }

    private static ModelSnapshot make(
            long seed, VersionChange policy, List<String> features, List<String> covariates, Optional<String> parent) {
        ModelSpec spec = new ModelSpec(CellKind.LSTM, 1, HIDDEN, features, covariates, policy);
        return ModelSnapshot.of("default", "v" + seed, parent, spec, tensors(spec, seed));
    }

    private static Map<String, float[]> tensors(ModelSpec spec, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            float[] values = new float[shape.size()];
            for (int index = 0; index < values.length; index++) {
                values[index] = SPREAD * (float) random.nextGaussian();
            }
            tensors.put(shape.name(), values);
        }
        // Generous, so that a spike among regular rows is an alert for whatever random network.
        tensors.putAll(new Calibration(Curve.line(3, 3), Curve.line(4, 3), 20, 1).tensors());
        return tensors;
    }

    /** The model file of a model. */
    public static ModelFile file(ModelSnapshot model) {
        return ModelCodec.toFile(model, Provenance.newBuilder().build(), CalibrationOrigin.UNKNOWN);
    }

    /** An entry of an alias' schedule that names a model from an event time on. */
    public static AliasEntry entry(ModelSnapshot model, long fromEventTimeMs) {
        return AliasEntry.newBuilder()
                .setEpoch(0)
                .setFromEventTime(Instant.ofEpochMilli(fromEventTimeMs))
                .setSha256(model.identity().sha256())
                .setName(model.identity().name())
                .setVersion(model.identity().version())
                .setSince(Instant.EPOCH)
                .build();
    }
}
