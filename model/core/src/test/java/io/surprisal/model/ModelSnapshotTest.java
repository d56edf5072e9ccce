package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSnapshotTest {

    private static final ModelSpec SPEC = TestModels.spec(2, 3, 1);

    @Test
    void theWeightsAreAllTensorsInOrderAsLittleEndianFloats() {
        ModelSnapshot model = TestModels.seeded(SPEC, 1);
        ByteBuffer weights = ByteBuffer.wrap(model.weights()).order(ByteOrder.LITTLE_ENDIAN);

        for (TensorShape shape : TensorLayout.of(SPEC).tensors()) {
            for (float value : model.tensor(shape.name())) {
                assertThat(weights.getFloat()).isEqualTo(value);
            }
        }
        assertThat(weights.hasRemaining()).isFalse();
    }

    @Test
    void comesBackFromItsWeights() {
        ModelSnapshot model = TestModels.seeded(SPEC, 1);

        ModelSnapshot back = ModelSnapshot.of("test", "seed-1", Optional.empty(), SPEC, model.weights());

        assertThat(back).isEqualTo(model).hasSameHashCodeAs(model);
        assertThat(back.weights()).isEqualTo(model.weights());
        assertThat(back.calibration()).isEqualTo(model.calibration());
    }

    @Test
    void theHashIsThatOfTheWeights() throws NoSuchAlgorithmException {
        ModelSnapshot model = TestModels.seeded(SPEC, 1);

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(model.weights());
        assertThat(model.identity().sha256()).isEqualTo(HexFormat.of().formatHex(hash));
    }

    @Test
    void anotherCalibrationIsAnotherHash() {
        Map<String, float[]> tensors = TestModels.tensors(SPEC, 1);
        String before = of(tensors).identity().sha256();
        tensors.put(TensorLayout.CALIBRATION_ALERTING, new float[] {41, 1});

        assertThat(of(tensors).identity().sha256()).isNotEqualTo(before);
    }

    @Test
    void readsTheCalibrationFromTheTensors() {
        Map<String, float[]> tensors = TestModels.tensors(SPEC, 1);
        Calibration calibration = new Calibration(Curve.line(9, 3), Curve.line(7, 3), 123, 0.75f);
        tensors.putAll(calibration.tensors());

        assertThat(of(tensors).calibration()).isEqualTo(calibration);
    }

    @Test
    void keepsItsParent() {
        String parent = TestModels.seeded(SPEC, 1).identity().sha256();

        ModelSnapshot child = ModelSnapshot.of("m", "2", Optional.of(parent), SPEC, TestModels.tensors(SPEC, 2));

        assertThat(child.identity().parentSha256()).contains(parent);
    }

    @Test
    void whatIsHandedOutIsACopy() {
        ModelSnapshot model = TestModels.seeded(SPEC, 1);
        byte[] weights = model.weights();
        byte[] before = weights.clone();

        model.tensor(TensorLayout.HEAD_BIAS)[0] = 99;
        Arrays.fill(weights, (byte) 0);

        assertThat(model.weights()).isEqualTo(before);
        assertThat(model.tensor(TensorLayout.HEAD_BIAS)[0]).isNotEqualTo(99);
    }

    @Test
    void refusesWeightsOfTheWrongLengthNamingBoth() {
        byte[] cutOff = Arrays.copyOf(TestModels.seeded(SPEC, 1).weights(), 100);

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ModelSnapshot.of("m", "1", Optional.empty(), SPEC, cutOff))
                .withMessage("weights must have 3280 bytes (820 floats) for 2 layers of 3 units and 14 inputs:"
                        + " length=100");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.1e6f, -3e38f})
    void refusesAValueThatIsNotFiniteOrTooLargeNamingItsPlace(float value) {
        Map<String, float[]> tensors = changed("layer.1.bias", 7, value);

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> of(tensors))
                .withMessage("tensor layer.1.bias must have finite values of at most 1000000.0 in magnitude:"
                        + " value 7 is " + value);
    }

    @Test
    void refusesATensorOfTheWrongLengthNamingBoth() {
        Map<String, float[]> tensors = TestModels.tensors(SPEC, 1);
        tensors.put(TensorLayout.HEAD_BIAS, new float[26]);

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> of(tensors))
                .withMessage("tensor head.bias must have 27 values [27]: length=26");
    }

    @Test
    void refusesAMissingAndAnUnknownTensorNamingIt() {
        Map<String, float[]> missing = TestModels.tensors(SPEC, 1);
        missing.remove(TensorLayout.HEAD_BIAS);
        Map<String, float[]> unknown = TestModels.tensors(SPEC, 1);
        unknown.put("layer.2.bias", new float[12]);

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> of(missing))
                .withMessage("tensor head.bias must have 27 values [27]: missing");
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> of(unknown))
                .withMessage("tensors must be those of the layout: unknown=[layer.2.bias]");
    }

    @Test
    void refusesACurveThatIsNotMonotoneNamingTheTensor() {
        Map<String, float[]> tensors = changed(TensorLayout.CALIBRATION_MULTIVARIATE, 4, -1);

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> of(tensors))
                .withMessageStartingWith("calibration.multivariate: curve must have strictly increasing s");
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 10_001, 40.5f})
    void refusesARefractoryLengthOutOfRangeNamingIt(float rows) {
        Map<String, float[]> tensors = changed(TensorLayout.CALIBRATION_ALERTING, 0, rows);

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> of(tensors))
                .withMessageMatching("refractoryRows must be .*0 to 10000: refractoryRows=.*");
    }

    @Test
    void refusesANegativeMargin() {
        Map<String, float[]> tensors = changed(TensorLayout.CALIBRATION_ALERTING, 1, -0.5f);

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> of(tensors))
                .withMessage("realertMargin must be finite and not negative: realertMargin=-0.5");
    }

    @Test
    void namesTheKnownTensorsWhenAskedForAnother() {
        ModelSnapshot model = TestModels.seeded(SPEC, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.tensor("head"))
                .withMessageContainingAll("layer.0.input_kernel", "name=head");
    }

    private static ModelSnapshot of(Map<String, float[]> tensors) {
        return ModelSnapshot.of("m", "1", Optional.empty(), SPEC, tensors);
    }

    /** Valid tensors but for one value. */
    private static Map<String, float[]> changed(String name, int index, float value) {
        Map<String, float[]> tensors = TestModels.tensors(SPEC, 1);
        float[] values = tensors.getOrDefault(name, new float[0]);
        values[index] = value;
        return tensors;
    }
}
