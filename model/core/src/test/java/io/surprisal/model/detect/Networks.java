package io.surprisal.model.detect;

import io.surprisal.model.Calibration;
import io.surprisal.model.CellKind;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import io.surprisal.model.forecast.InputLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Small networks for tests. */
final class Networks {

    /** s of a nominal rate of one row in 1,000, where a test does not say otherwise. */
    static final float STATISTIC_AT_THRESHOLD = 10.85f;

    static final int REFRACTORY_ROWS = 40;
    static final int HIDDEN_SIZE = 4;

    private static final float REALERT_MARGIN = 1;

    private Networks() {}

    static ModelSpec spec(VersionChange onVersionChange, String... covariates) {
        return new ModelSpec(CellKind.LSTM, 1, HIDDEN_SIZE, List.of(), List.of(covariates), onVersionChange);
    }

    static Calibration calibration(float statisticAtThreshold, int refractoryRows) {
        Curve line = Curve.line(statisticAtThreshold, 3);
        return new Calibration(line, line, refractoryRows, REALERT_MARGIN);
    }

    /** A network with all of its weights from a seed, of the usual calibration. */
    static ModelSnapshot random(int seed) {
        return random(seed, spec(VersionChange.REPLAY));
    }

    static ModelSnapshot random(int seed, ModelSpec spec) {
        return snapshot("random-" + seed, spec, Optional.empty(), randomTensors(seed, spec));
    }

    /** A network that forecasts the last value, or what the profile says far ahead; the recurrent part adds little. */
    static Map<String, float[]> persistence(int seed, ModelSpec spec) {
        Map<String, float[]> tensors = randomTensors(seed, spec);
        float[] head = tensor(tensors, TensorLayout.HEAD_WEIGHT);
        int width = spec.hiddenSize() + spec.inputSize();
        for (int index = 0; index < head.length; index++) {
            head[index] = index % width < spec.hiddenSize() ? head[index] / 64 : 0;
        }
        float[] bias = tensor(tensors, TensorLayout.HEAD_BIAS);
        for (int row = 0; row < bias.length; row++) {
            bias[row] = row % TensorLayout.HEAD_ROWS_PER_HORIZON < 2 * TensorLayout.MIXTURE ? 0 : -1;
        }
        return tensors;
    }

    /** Adds a multiple of the last change to what is forecast of the next row, and of the last value far ahead. */
    static void disturb(Map<String, float[]> tensors, ModelSpec spec, float next, float far) {
        float[] head = tensor(tensors, TensorLayout.HEAD_WEIGHT);
        int width = spec.hiddenSize() + spec.inputSize();
        for (int part = 0; part < TensorLayout.MIXTURE; part++) {
            int row = TensorLayout.MIXTURE + part;
            int farRow = 2 * TensorLayout.HEAD_ROWS_PER_HORIZON + row;
            head[row * width + spec.hiddenSize() + InputLayout.CHANGE] = next;
            head[farRow * width + spec.hiddenSize() + InputLayout.LAST] = far;
        }
    }

    static ModelSnapshot snapshot(
            String version, ModelSpec spec, Optional<String> parentSha256, Map<String, float[]> tensors) {
        return ModelSnapshot.of("test", version, parentSha256, spec, tensors);
    }

    private static float[] tensor(Map<String, float[]> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    /** As in src/test/golden/detector.py. */
    static Map<String, float[]> randomTensors(int seed, ModelSpec spec) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        int state = seed;
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            float scale = shape.name().endsWith("kernel") ? 2 : shape.name().equals("head.weight") ? 0.25f : 1;
            float[] values = new float[shape.size()];
            for (int index = 0; index < values.length; index++) {
                state = (state * 1103515245 + 12345) & 0x7fffffff;
                values[index] = scale * ((state >> 8) / 8388608f - 0.5f);
            }
            tensors.put(shape.name(), values);
        }
        tensors.putAll(calibration(STATISTIC_AT_THRESHOLD, REFRACTORY_ROWS).tensors());
        return tensors;
    }
}
