package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
