package io.surprisal.model.forecast;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TestModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;

/**
 * A model, inputs, and what an independent implementation made of them: one file of {@code src/test/golden/make_golden.py}
 * or {@code make_family.py}, which state the layout.
 */
final class GoldenVectors {

    private static final int STEPS = 200;
    private static final int FAMILY_STEPS = 80;

    private final ModelSnapshot model;
    private final float[][] inputs;
    private final float[][] states;
    private final float[][] forecasts;

    private GoldenVectors(String resource, int steps, ModelSpec spec) {
        ByteBuffer file = ByteBuffer.wrap(read(resource)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] weights = new byte[Float.BYTES * TensorLayout.of(spec).floats()];
        file.get(weights);
        model = ModelSnapshot.of("golden", "1", Optional.empty(), spec, weights);
        inputs = rows(file, steps, spec.inputSize());
        states = rows(file, steps, spec.stateSize());
        forecasts = rows(file, steps, 2 * TensorLayout.HORIZONS);
        if (file.hasRemaining()) {
            throw new IllegalStateException("golden file must end here: remaining=" + file.remaining());
        }
    }

    /** An LSTM, as PyTorch runs it. */
    static GoldenVectors lstm(int layers, int hiddenSize, int covariates) {
        String resource = "/golden/forward-" + layers + "x" + hiddenSize + ".bin";
        return new GoldenVectors(resource, STEPS, TestModels.spec(layers, hiddenSize, covariates));
    }

    /** One of the family, as numpy computes it. */
    static GoldenVectors ofFamily(String name, ModelSpec spec) {
        return new GoldenVectors("/golden/family-" + name + ".bin", FAMILY_STEPS, spec);
    }

    int steps() {
        return inputs.length;
    }

    ModelSnapshot model() {
        return model;
    }

    float[] inputs(int step) {
        return inputs[step];
    }

    /** What every layer remembers after a step. */
    float[] state(int step) {
        return states[step];
    }

    double mean(int step, Horizon horizon) {
        return forecasts[step][horizon.block];
    }

    double deviation(int step, Horizon horizon) {
        return forecasts[step][TensorLayout.HORIZONS + horizon.block];
    }

    private static float[][] rows(ByteBuffer file, int steps, int width) {
        float[][] rows = new float[steps][width];
        for (float[] row : rows) {
            for (int column = 0; column < width; column++) {
                row[column] = file.getFloat();
            }
        }
        return rows;
    }

    private static byte[] read(String resource) {
        try (InputStream stream = Objects.requireNonNull(GoldenVectors.class.getResourceAsStream(resource), resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
