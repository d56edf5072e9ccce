package io.surprisal.deploy.endurance;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.Provenance;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Versions of the model that ships, each a little different, so that scores tell which one made them. */
public final class Versions {

    private static final float NUDGE = 0.002f;

    private Versions() {}

    /** Version number n; 0 is the model as it ships. */
    public static ModelFile number(int n) {
        ModelFile base = BundledModel.load();
        ModelSnapshot shipped = ModelCodec.fromFile(base);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(shipped.spec()).tensors()) {
            tensors.put(shape.name(), shipped.tensor(shape.name()).clone());
        }
        Objects.requireNonNull(tensors.get(TensorLayout.HEAD_BIAS))[0] += n * NUDGE;
        ModelSnapshot named = ModelSnapshot.of(
                shipped.identity().name(), "endurance-" + n, Optional.empty(), shipped.spec(), tensors);
        var calibration = base.getManifest().getCalibration();
        return ModelCodec.toFile(
                named,
                Provenance.newBuilder().setWho("endurance").build(),
                new CalibrationOrigin(calibration.getRows(), calibration.getSets(), calibration.getText()));
    }
}
