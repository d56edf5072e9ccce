package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorLayoutTest {

    @Test
    void theOrderIsLayersThenHeadThenCalibration() {
        TensorLayout layout = TensorLayout.of(TestModels.spec(2, 5, 3));

        assertThat(layout.tensors())
                .containsExactly(
                        TensorShape.of("layer.0.input_kernel", 20, 16),
                        TensorShape.of("layer.0.recurrent_kernel", 20, 5),
                        TensorShape.of("layer.0.bias", 20),
                        TensorShape.of("layer.1.input_kernel", 20, 5),
                        TensorShape.of("layer.1.recurrent_kernel", 20, 5),
                        TensorShape.of("layer.1.bias", 20),
                        TensorShape.of("head.weight", 27, 21),
                        TensorShape.of("head.bias", 27),
                        TensorShape.of("calibration.univariate", 8, 2),
                        TensorShape.of("calibration.multivariate", 8, 2),
                        TensorShape.of("calibration.alerting", 2));
    }

    @Test
    void theNumberOfFloatsIsThatOfAllTensors() {
        TensorLayout layout = TensorLayout.of(TestModels.spec(1, 32, 0));

        assertThat(layout.floats()).isEqualTo(128 * 13 + 128 * 32 + 128 + 27 * 45 + 27 + 2 * 16 + 2);
    }

    @Test
    void theLargestModelStillHasALayout() {
        TensorLayout layout = TensorLayout.of(TestModels.spec(16, 1024, 0));

        assertThat(layout.floats()).isGreaterThan(16 * 4 * 1024 * 1024);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "LSTM_COUPLED, input_kernel [15; 16] recurrent_kernel [15; 5] bias [15]",
        "LSTM_PEEPHOLE, input_kernel [20; 16] recurrent_kernel [20; 5] bias [20] peephole [15]",
        "RNN, input_kernel [5; 16] recurrent_kernel [5; 5] bias [5]",
        "GRU, input_kernel [15; 16] recurrent_kernel [15; 5] bias [15] recurrent_bias [5]",
        "TDNN, input_kernel [5; 16; 3] bias [5]"
    })
    void aLayerHasTheTensorsOfItsKind(CellKind kind, String tensors) {
        TensorLayout layout = TensorLayout.of(TestModels.spec(NetworkShape.of(kind, 1, 5), 3));

        String found = layout.tensors().stream()
                .filter(shape -> shape.name().startsWith("layer.0."))
                .map(shape -> shape.name().substring("layer.0.".length()) + " " + shape.dimensions())
                .collect(Collectors.joining(" "));

        assertThat(found).isEqualTo(tensors.replace(';', ','));
    }

    @Test
    void appendingWidensEveryLayerAndTheHead() {
        NetworkShape network = new NetworkShape(CellKind.RNN, 3, 5, Skip.CONCAT, 1);

        assertThat(TensorLayout.of(TestModels.spec(network, 3)).tensors())
                .contains(
                        TensorShape.of("layer.0.input_kernel", 5, 16),
                        TensorShape.of("layer.1.input_kernel", 5, 21),
                        TensorShape.of("layer.2.input_kernel", 5, 26),
                        TensorShape.of("head.weight", 27, 31));
    }
}
