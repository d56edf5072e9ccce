package io.surprisal.deploy.it;

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
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small networks that nobody trained: enough to be exact about which one scored. */
final class TestModels {

    /** The name under which all of them stand. */
    static final String NAME = "default";

    private static final int HIDDEN = 4;
    private static final Calibration CALIBRATION = new Calibration(Curve.line(6, 3), Curve.line(6, 3), 10, 1);

    private TestModels() {}

    /** A version; the seed decides its weights. */
    static ModelFile version(String version, long seed) {
        return version(version, seed, HIDDEN);
    }

    /** A version of a network of so many units. */
    static ModelFile version(String version, long seed, int hidden) {
        ModelSpec spec = new ModelSpec(CellKind.LSTM, 1, hidden, List.of(), List.of(), VersionChange.REPLAY);
        Random random = new Random(seed);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (random.nextFloat() - 0.5f) / 10;
            }
            tensors.put(shape.name(), values);
        }
        tensors.putAll(CALIBRATION.tensors());
        return ModelCodec.toFile(
                ModelSnapshot.of(NAME, version, Optional.empty(), spec, tensors),
                Provenance.newBuilder().build(),
                new CalibrationOrigin(0, List.of(), ""));
    }
}
