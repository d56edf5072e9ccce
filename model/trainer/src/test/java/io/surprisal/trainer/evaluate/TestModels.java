package io.surprisal.trainer.evaluate;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models without training. */
final class TestModels {

    private static final int HIDDEN = 4;

    private TestModels() {}

    /** All weights zero: its one-step forecast is the last value. The calibration maps s = 10.85 to one in 1,000. */
    static ModelSnapshot persistence(List<String> covariates) {
        ModelSpec spec = new ModelSpec(CellKind.LSTM, 1, HIDDEN, List.of(), covariates, VersionChange.REPLAY);
        Map<String, float[]> tensors = new HashMap<>();
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            tensors.put(shape.name(), new float[shape.size()]);
        }
        tensors.put(TensorLayout.CALIBRATION_UNIVARIATE, line());
        tensors.put(TensorLayout.CALIBRATION_MULTIVARIATE, line());
        tensors.put(TensorLayout.CALIBRATION_ALERTING, new float[] {40, 1});
        return ModelSnapshot.of("persistence", "1", Optional.empty(), spec, tensors);
    }

    private static float[] line() {
        float[] knots = new float[2 * TensorLayout.CURVE_KNOTS];
        for (int knot = 0; knot < TensorLayout.CURVE_KNOTS; knot++) {
            knots[2 * knot] = 10.85f * knot;
            knots[2 * knot + 1] = 3f * knot;
        }
        return knots;
    }
}
