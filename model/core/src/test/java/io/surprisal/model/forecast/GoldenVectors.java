package io.surprisal.model.forecast;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TestModels;
import io.surprisal.model.cell.RecurrentNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;

/**
 * A model, inputs, and what PyTorch made of them: one file of {@code src/test/golden/make_golden.py}, which states the
 * layout.
 */
final class GoldenVectors {

    static final int STEPS = 200;

    private final ModelSnapshot model;
    private final float[][] inputs;
    private final float[][] states;
    private final float[][] forecasts;

    GoldenVectors(int layers, int hiddenSize, int covariates) {
        ModelSpec spec = TestModels.spec(layers, hiddenSize, covariates);
        ByteBuffer file = ByteBuffer.wrap(read("/golden/forward-" + layers + "x" + hiddenSize + ".bin"))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] weights = new byte[Float.BYTES * TensorLayout.of(spec).floats()];
        file.get(weights);
        model = ModelSnapshot.of("golden", "1", Optional.empty(), spec, weights);
        inputs = rows(file, spec.inputSize());
        states = rows(file, RecurrentNetwork.stateSize(spec));
        forecasts = rows(file, 2 * TensorLayout.HORIZONS);
        if (file.hasRemaining()) {
            throw new IllegalStateException("golden file must end here: remaining=" + file.remaining());
        }
    }

    ModelSnapshot model() {
        return model;
    }

    float[] inputs(int step) {
        return inputs[step];
    }

    /** h and c of every layer after a step. */
    float[] state(int step) {
        return states[step];
    }

    double mean(int step, Horizon horizon) {
        return forecasts[step][horizon.block];
    }

    double deviation(int step, Horizon horizon) {
        return forecasts[step][TensorLayout.HORIZONS + horizon.block];
    }

    private static float[][] rows(ByteBuffer file, int width) {
        float[][] rows = new float[STEPS][width];
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
