package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSpecTest {

    @ParameterizedTest(name = "{0} layers of {1} units")
    @CsvSource({"0, 32, layers must be 1 to 16: layers=0", "17, 32, layers must be 1 to 16: layers=17"})
    void refusesANumberOfLayersOutOfRangeNamingBoth(int layers, int hiddenSize, String message) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> TestModels.spec(layers, hiddenSize, 0))
                .withMessage(message);
    }

    @ParameterizedTest(name = "{0} units")
    @CsvSource({"0", "-1", "1025"})
    void refusesAHiddenSizeOutOfRangeNamingBoth(int hiddenSize) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> TestModels.spec(1, hiddenSize, 0))
                .withMessage("hiddenSize must be 1 to 1024: hiddenSize=" + hiddenSize);
    }

    @Test
    void covariatesAddToTheInputs() {
        assertThat(TestModels.spec(1, 4, 0).inputSize()).isEqualTo(13);
        assertThat(TestModels.spec(1, 4, 5).inputSize()).isEqualTo(18);
    }

    @Test
    void refusesEqualAndBlankNames() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> withFeatures(List.of("cpu", "cpu")))
                .withMessage("features must be different names, none blank: features=[cpu, cpu]");
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> withFeatures(List.of(" ")))
                .withMessage("features must be different names, none blank: features=[ ]");
    }

    @Test
    void refusesTooManyNames() {
        List<String> names =
                IntStream.range(0, 1025).mapToObj(each -> "f" + each).toList();

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> withFeatures(names))
                .withMessage("features must be at most 1024 names: features=1025");
    }

    @Test
    void laterChangesOfTheListDoNotReachIt() {
        List<String> names = new ArrayList<>(List.of("cpu"));
        ModelSpec spec = withFeatures(names);
        names.add("mem");

        assertThat(spec.features()).containsExactly("cpu");
    }

    @Test
    void theHashOfAFeatureSetNeverChanges() {
        assertThat(ModelSpec.featureSetHash(List.of())).isEqualTo(0x141cfc9842c4b0e3L);
        assertThat(ModelSpec.featureSetHash(List.of("cpu", "mem.used"))).isEqualTo(0x795da2bb2f0e8f50L);
    }

    @Test
    void theHashDependsOnOrderAndBoundariesOfTheNames() {
        assertThat(List.of(
                        ModelSpec.featureSetHash(List.of("a", "b")),
                        ModelSpec.featureSetHash(List.of("b", "a")),
                        ModelSpec.featureSetHash(List.of("ab")),
                        ModelSpec.featureSetHash(List.of("ab", "")),
                        ModelSpec.featureSetHash(List.of())))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesAKindOfIncidentThatIsCalledNoneOfThese() {
        assertThatThrownBy(() -> withFeatures(List.of()).withKinds(List.of("spike", "none of these")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("none called 'none of these': kinds=[spike, none of these]");
        assertThatThrownBy(() -> withFeatures(List.of()).withKinds(List.of("spike", "spike")))
                .hasMessageContaining("kinds must be different names");
    }

    private static ModelSpec withFeatures(List<String> features) {
        return new ModelSpec(CellKind.LSTM, 1, 4, features, List.of(), VersionChange.REPLAY);
    }
}
