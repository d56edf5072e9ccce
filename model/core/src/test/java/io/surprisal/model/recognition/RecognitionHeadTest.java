package io.surprisal.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.Calibration;
import io.surprisal.model.CellKind;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.RecognitionTensors;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionHeadTest {

    private static final List<String> KINDS = List.of("drift", "dropout", "spike");
    private static final ModelSpec SPEC =
            new ModelSpec(CellKind.LSTM, 1, 2, List.of(), List.of(), VersionChange.KEEP).withKinds(KINDS);
    private static final int INPUTS = TensorLayout.recognitionInputs(SPEC);

    @ParameterizedTest(name = "inputs of seed {0}")
    @CsvSource({
        "7, 0.09289847870032976, 0.10420647510594425, 0.45220970535606153, 0.3506853408376644",
        "8, 0.012932319163997279, 0.000775695236390545, 0.3282014660747181, 0.6580905195248941",
        "9, 0.06884937125963941, 0.022084222257162528, 0.05679355567954599, 0.8522728508036521"
    })
    void hasTheProbabilitiesOfAnIndependentImplementation(int seed, double a, double b, double c, double none) {
        double[] probabilities = RecognitionHead.of(model(0)).probabilities(made(INPUTS, seed, 3));

        assertThat(probabilities).containsExactly(new double[] {a, b, c, none}, within(2e-6));
    }

    @Test
    void namesTheLikeliestKindFromTheThresholdOn() {
        float[] inputs = made(INPUTS, 7, 3);

        Recognition below = RecognitionHead.of(model(0.46f)).recognize(inputs);
        Recognition above = RecognitionHead.of(model(0.45f)).recognize(inputs);

        assertThat(above.kind()).isEqualTo("spike");
        assertThat(above.isNamed()).isTrue();
        assertThat(above.probability()).isCloseTo(0.4522, within(1e-4));
        assertThat(below.kind()).isEqualTo("none of these");
        assertThat(below.isNamed()).isFalse();
        assertThat(below.probability()).isCloseTo(1 - 0.4522, within(1e-4));
    }

    @Test
    void namesNothingWhereNoneOfTheseIsLikelierThanEveryKind() {
        assertThat(RecognitionHead.of(model(0)).recognize(made(INPUTS, 8, 3)).kind())
                .isEqualTo(ModelSpec.NONE_OF_THESE);
    }

    @Test
    void takesAnInputFarBeyondTheOthersForFourDeviations() {
        float[] far = made(INPUTS, 7, 3);
        float[] farther = far.clone();
        far[4] = 1e6f;
        farther[4] = 1e12f;

        RecognitionHead head = RecognitionHead.of(model(0));

        assertThat(head.probabilities(farther)).isEqualTo(head.probabilities(far));
    }

    @Test
    void refusesInputsOfAnotherNetwork() {
        assertThatThrownBy(() -> RecognitionHead.of(model(0)).probabilities(new float[3]))
                .hasMessage("inputs must have R values: R=33, length=3");
    }

    @Test
    void refusesNamesThatTheWeightsWereNotMadeFor() {
        ModelSnapshot model = model(0);

        assertThatThrownBy(() -> ModelSnapshot.of(
                        "test",
                        "1",
                        Optional.empty(),
                        SPEC.withKinds(List.of("dropout", "drift", "spike")),
                        model.weights()))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("kinds must be those that the weights were made for")
                .hasMessageContaining("[dropout, drift, spike]");
    }

    @Test
    void refusesADeviationOfZeroAndAThresholdAboveOne() {
        Map<String, float[]> flat = tensors(0);
        flat.put(TensorLayout.RECOGNITION_INPUTS, new float[2 * INPUTS]);

        assertThatThrownBy(() -> ModelSnapshot.of("test", "1", Optional.empty(), SPEC, flat))
                .hasMessage("tensor recognition.inputs must have deviations above 0: value 33 is 0.0");
        assertThatThrownBy(() -> model(1.5f)).hasMessage("tensor recognition.threshold must be 0 to 1: threshold=1.5");
    }

    @Test
    void asksAModelWithoutAHeadInVain() {
        ModelSnapshot bare = model(0).withHead("2", Optional.empty(), SPEC.withKinds(List.of()), Map.of());

        assertThatThrownBy(() -> RecognitionHead.of(bare)).hasMessageContaining("must have a head for recognition");
    }

    private static ModelSnapshot model(float threshold) {
        return ModelSnapshot.of("test", "1", Optional.empty(), SPEC, tensors(threshold));
    }

    /** As {@code src/test/golden/make_recognition.py} makes them. */
    private static Map<String, float[]> tensors(float threshold) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(SPEC).tensors()) {
            tensors.put(shape.name(), new float[shape.size()]);
        }
        tensors.putAll(Calibration.NONE.tensors());
        float[] scale = new float[2 * INPUTS];
        System.arraycopy(made(INPUTS, 1, 1), 0, scale, 0, INPUTS);
        float[] deviations = made(INPUTS, 2, 1);
        for (int input = 0; input < INPUTS; input++) {
            scale[INPUTS + input] = Math.abs(deviations[input]) + 0.5f;
        }
        int units = TensorLayout.RECOGNITION_UNITS;
        tensors.put(TensorLayout.RECOGNITION_INPUTS, scale);
        tensors.put(TensorLayout.RECOGNITION_HIDDEN_WEIGHT, made(units * INPUTS, 3, 0.5));
        tensors.put(TensorLayout.RECOGNITION_HIDDEN_BIAS, made(units, 4, 0.5));
        tensors.put(TensorLayout.RECOGNITION_OUTPUT_WEIGHT, made((KINDS.size() + 1) * units, 5, 1));
        tensors.put(TensorLayout.RECOGNITION_OUTPUT_BIAS, made(KINDS.size() + 1, 6, 1));
        tensors.put(TensorLayout.RECOGNITION_THRESHOLD, new float[] {threshold});
        tensors.put(TensorLayout.RECOGNITION_KINDS, RecognitionTensors.hash(KINDS));
        return tensors;
    }

    private static float[] made(int count, long seed, double scale) {
        float[] values = new float[count];
        long state = seed;
        for (int index = 0; index < count; index++) {
            state = (state * 1_103_515_245 + 12_345) % (1L << 31);
            values[index] = (float) ((state / 65_536 % 201 - 100) / 100.0 * scale);
        }
        return values;
    }
}
