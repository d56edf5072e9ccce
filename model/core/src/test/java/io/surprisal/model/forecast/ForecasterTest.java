package io.surprisal.model.forecast;

import static io.surprisal.model.TestModels.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.Allocations;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TestModels;
import io.surprisal.model.cell.RecurrentState;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecasterTest {

    private static final int SMALLEST_OBJECT_BYTES = 16;
    private static final float TOLERANCE = 1e-5f;

    @ParameterizedTest(name = "{0} layers of {1} units, {2} covariates")
    @CsvSource({"1, 7, 0", "2, 5, 2"})
    void hiddenAndCellStateAreThoseOfPyTorch(int layers, int hiddenSize, int covariates) {
        GoldenVectors golden = GoldenVectors.lstm(layers, hiddenSize, covariates);
        Forecaster forecaster = new Forecaster(golden.model());
        RecurrentState state = new RecurrentState(golden.model().spec(), 1);

        for (int step = 0; step < golden.steps(); step++) {
            forecaster.step(golden.inputs(step), state, 0, new Forecast());

            assertThat(state.values()).as("step %s", step).containsExactly(golden.state(step), within(TOLERANCE));
        }
    }

    @ParameterizedTest(name = "{0} layers of {1} units, {2} covariates")
    @CsvSource({"1, 7, 0", "2, 5, 2"})
    void forecastsAreThoseOfPyTorch(int layers, int hiddenSize, int covariates) {
        GoldenVectors golden = GoldenVectors.lstm(layers, hiddenSize, covariates);
        Forecaster forecaster = new Forecaster(golden.model());
        RecurrentState state = new RecurrentState(golden.model().spec(), 1);
        Forecast forecast = new Forecast();

        for (int step = 0; step < golden.steps(); step++) {
            forecaster.step(golden.inputs(step), state, 0, forecast);

            for (Horizon horizon : Horizon.values()) {
                assertClose(step, forecast.mean(horizon), golden.mean(step, horizon));
                assertClose(step, forecast.deviation(horizon), golden.deviation(step, horizon));
            }
        }
    }

    @Test
    void aStepAndItsMomentsAllocateNothing() {
        ModelSpec spec = TestModels.spec(1, 32, 0);
        Forecaster forecaster = new Forecaster(TestModels.seeded(spec, 1));
        RecurrentState state = new RecurrentState(spec, 4);
        Forecast forecast = new Forecast();
        float[] inputs = gaussian(new Random(2), 13, 1);

        double bytes = Allocations.bytesPerRound(20_000, () -> moments(forecaster, inputs, state, forecast));

        assertThat(bytes).isLessThan(SMALLEST_OBJECT_BYTES);
    }

    @Test
    void refusesInputsOfTheWrongLengthNamingBoth() {
        ModelSpec spec = TestModels.spec(1, 2, 3);
        Forecaster forecaster = new Forecaster(TestModels.seeded(spec, 1));
        RecurrentState state = new RecurrentState(spec, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> forecaster.step(new float[13], state, 0, new Forecast()))
                .withMessage("inputs must have I values: inputSize=16, length=13");
    }

    private static void assertClose(int step, double found, double expected) {
        assertThat(found).as("step %s", step).isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
    }

    private static double moments(Forecaster forecaster, float[] inputs, RecurrentState state, Forecast forecast) {
        forecaster.step(inputs, state, 3, forecast);
        return forecast.mean(Horizon.NEXT) + forecast.deviation(Horizon.NEXT) + forecast.mean(Horizon.ROWS_96);
    }
}
