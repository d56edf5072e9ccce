package io.surprisal.schemas.models;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.Provenance;
import io.surprisal.model.Calibration;
import io.surprisal.model.CellKind;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small models with made-up weights. */
final class Models {

    static final ModelSpec SPEC = new ModelSpec(CellKind.LSTM, 1, 2, List.of(), List.of("load"), VersionChange.REPLAY);

    private static final float BAR = 10.85f;

    private Models() {}

    /** A model whose weights are those of the seed. */
    static ModelSnapshot model(String version, long seed) {
        return model(version, seed, SPEC);
    }

    static ModelSnapshot model(String version, long seed, ModelSpec spec) {
        Random random = new Random(seed);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            float[] values = new float[shape.size()];
            for (int index = 0; index < values.length; index++) {
                values[index] = random.nextFloat() - 0.5f;
            }
            tensors.put(shape.name(), values);
        }
        Curve curve = Curve.line(BAR, 3);
        tensors.putAll(new Calibration(curve, curve, 40, 0.5f).tensors());
        return ModelSnapshot.of("small", version, Optional.empty(), spec, tensors);
    }

    static ModelFile file(ModelSnapshot model) {
        Provenance provenance = new Provenance(
                "a test", Instant.ofEpochMilli(1_750_000_000_000L), "made up", "none", 7L, "0.1.0", null);
        return ModelCodec.toFile(model, provenance, new CalibrationOrigin(1_000, List.of("clean"), "made up"));
    }

    /** The records of a model, its weights in chunks of so many bytes. */
    static List<ModelsTopicRecord> records(ModelSnapshot model, int chunkSize) {
        return ModelCodec.toRecords(file(model), chunkSize);
    }
}
