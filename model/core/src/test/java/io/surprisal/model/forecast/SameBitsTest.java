package io.surprisal.model.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.Calibration;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.TestModels;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.math.Functions;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every JDK and processor that runs these must find the same hashes, interpreted or compiled. */
class SameBitsTest {

    private static final int STEPS = 3_000;
    private static final String FORWARD = "004fd4b3b7b512d485692345fbedbaed69d8f243d1916d699dd83c99135fd1b2";
    private static final String ELEMENTARY = "bfed8556f38215e35399c35419fa1a10732ac51a523d6400b8dbb7471026fbcd";

    @Test
    void theForwardPassHasTheSameBitsOnEveryMachine() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(1);
        ModelSnapshot model = model(random);
        Forecaster forecaster = new Forecaster(model);
        RecurrentState state = new RecurrentState(model.spec(), 1);
        Forecast forecast = new Forecast();
        float[] inputs = new float[model.spec().inputSize()];

        for (int step = 0; step < STEPS; step++) {
            fill(inputs, random, 4);
            forecaster.step(inputs, state, 0, forecast);
            for (Horizon horizon : Horizon.values()) {
                add(digest, forecast.mean(horizon));
                add(digest, forecast.deviation(horizon));
            }
            for (float value : state.values()) {
                add(digest, value);
            }
        }

        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(FORWARD);
    }

    @Test
    void theElementaryFunctionsHaveTheSameBitsOnEveryMachine() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(2);

        for (int step = 0; step < STEPS; step++) {
            double x = 40 * random.nextDouble() - 20;
            add(digest, Functions.exp(x));
            add(digest, Functions.exp2(x));
            add(digest, Functions.log(Math.abs(x)));
            add(digest, Functions.sinh(x));
            add(digest, Functions.asinh(x));
            add(digest, Functions.sinOfTurns(x));
            add(digest, Functions.cosOfTurns(x));
        }

        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(ELEMENTARY);
    }

    /** Two layers; only {@code nextFloat} is used, which is exact on every platform. */
    private static ModelSnapshot model(Random random) {
        ModelSpec spec = TestModels.spec(2, 19, 2);
        Map<String, float[]> tensors = new HashMap<>();
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            float[] values = new float[shape.size()];
            fill(values, random, 1);
            tensors.put(shape.name(), values);
        }
        tensors.putAll(new Calibration(Curve.line(1, 1), Curve.line(1, 1), 0, 0).tensors());
        return ModelSnapshot.of("m", "1", Optional.empty(), spec, tensors);
    }

    private static void fill(float[] values, Random random, float width) {
        for (int index = 0; index < values.length; index++) {
            values[index] = width * (random.nextFloat() - 0.5f);
        }
    }

    private static void add(MessageDigest digest, double value) {
        digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).flip());
    }
}
