package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.Provenance;
import io.surprisal.model.Calibration;
import io.surprisal.model.CellKind;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.VersionChange;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small untrained models for tests. */
final class Models {

    private Models() {}

    static ModelFile file(String version, long seed) {
        return file(version, seed, new Calibration(Curve.line(10, 3), Curve.line(10, 3), 40, 1));
    }

    static ModelFile uncalibrated(String version, long seed) {
        return file(version, seed, Calibration.NONE);
    }

    private static ModelFile file(String version, long seed, Calibration calibration) {
        ModelSpec spec = new ModelSpec(CellKind.LSTM, 1, 8, List.of(), List.of(), VersionChange.REPLAY);
        Map<String, float[]> tensors =
                NetworkParameters.random(spec, new RandomSource(seed, 0)).tensors();
        tensors.putAll(calibration.tensors());
        ModelSnapshot model = ModelSnapshot.of("cpu", version, Optional.empty(), spec, tensors);
        return ModelCodec.toFile(model, Provenance.newBuilder().build(), CalibrationOrigin.UNKNOWN);
    }
}
