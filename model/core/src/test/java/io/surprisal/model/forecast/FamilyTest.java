package io.surprisal.model.forecast;

import static io.surprisal.model.TestModels.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.Allocations;
import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.Skip;
import io.surprisal.model.TestModels;
import io.surprisal.model.cell.RecurrentState;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of cell, plain and with skip connections. */
class FamilyTest {

    private static final int SMALLEST_OBJECT_BYTES = 16;
    private static final float TOLERANCE = 1e-5f;
    private static final int STEPS_UNTIL_COMPILED = 20_000;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "lstm-coupled, LSTM_COUPLED, 2, 5, NONE, 1, 0",
        "lstm-peephole, LSTM_PEEPHOLE, 2, 5, NONE, 1, 2",
        "rnn, RNN, 2, 7, NONE, 1, 0",
        "gru, GRU, 2, 5, NONE, 1, 2",
        "tdnn, TDNN, 3, 4, NONE, 3, 0",
        "lstm-identity, LSTM, 3, 5, IDENTITY, 1, 0",
        "lstm-concat, LSTM, 3, 4, CONCAT, 1, 1",
        "gru-identity, GRU, 3, 5, IDENTITY, 1, 0",
        "rnn-concat, RNN, 3, 4, CONCAT, 1, 0",
        "tdnn-identity, TDNN, 3, 4, IDENTITY, 2, 0",
        "tdnn-concat, TDNN, 2, 3, CONCAT, 4, 2"
    })
    void statesAndForecastsAreThoseOfAnIndependentImplementation(
            String name, CellKind cell, int layers, int hiddenSize, Skip skip, int kernelSize, int covariates) {
        ModelSpec spec = TestModels.spec(new NetworkShape(cell, layers, hiddenSize, skip, kernelSize), covariates);
        GoldenVectors golden = GoldenVectors.ofFamily(name, spec);
        Forecaster forecaster = new Forecaster(golden.model());
        RecurrentState state = new RecurrentState(spec, 1);
        Forecast forecast = new Forecast();

        for (int step = 0; step < golden.steps(); step++) {
            forecaster.step(golden.inputs(step), state, 0, forecast);

            assertThat(state.values()).as("step %s", step).containsExactly(golden.state(step), within(TOLERANCE));
            for (Horizon horizon : Horizon.values()) {
                assertClose(step, forecast.mean(horizon), golden.mean(step, horizon));
                assertClose(step, forecast.deviation(horizon), golden.deviation(step, horizon));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CellKind.class)
    void aStepAllocatesNothing(CellKind kind) {
        ModelSpec spec = TestModels.spec(new NetworkShape(kind, 2, 32, Skip.CONCAT, kernelSize(kind)), 0);
        Forecaster forecaster = new Forecaster(TestModels.seeded(spec, 1));
        RecurrentState state = new RecurrentState(spec, 2);
        Forecast forecast = new Forecast();
        float[] inputs = gaussian(new Random(2), spec.inputSize(), 1);

        double bytes = Allocations.bytesPerRound(20_000, () -> forecaster.step(inputs, state, 1, forecast));

        assertThat(bytes).isLessThan(SMALLEST_OBJECT_BYTES);
    }

    /** A workspace is shared by all series of a task: what one leaves there must not reach the next. */
    @ParameterizedTest
    @EnumSource(CellKind.class)
    void aStepDependsOnItsStateAlone(CellKind kind) {
        for (Skip skip : Skip.values()) {
            ModelSpec spec = TestModels.spec(new NetworkShape(kind, 3, 6, skip, kernelSize(kind)), 1);
            Forecaster used = new Forecaster(TestModels.seeded(spec, 1));
            Forecaster fresh = new Forecaster(TestModels.seeded(spec, 1));
            RecurrentState together = new RecurrentState(spec, 2);
            RecurrentState alone = new RecurrentState(spec, 1);
            Random random = new Random(3);

            for (int step = 0; step < 40; step++) {
                float[] inputs = gaussian(random, spec.inputSize(), 1);
                used.step(gaussian(random, spec.inputSize(), 3), together, 0, new Forecast());
                used.step(inputs, together, 1, new Forecast());
                fresh.step(inputs, alone, 0, new Forecast());
            }

            float[] second = new float[spec.stateSize()];
            System.arraycopy(together.values(), together.at(1), second, 0, second.length);
            assertThat(second).as("%s", skip).isEqualTo(alone.values());
        }
    }

    /** The JIT compiler turns the loops into vector instructions, which must not change a bit. */
    @ParameterizedTest
    @EnumSource(CellKind.class)
    void aCompiledStepHasTheBitsOfAnInterpretedOne(CellKind kind) {
        ModelSpec spec = TestModels.spec(new NetworkShape(kind, 2, 33, Skip.IDENTITY, kernelSize(kind)), 0);
        Forecaster forecaster = new Forecaster(TestModels.seeded(spec, 1));
        float[] first = run(forecaster, spec);
        RecurrentState state = new RecurrentState(spec, 1);
        float[] inputs = new float[spec.inputSize()];
        for (int step = 0; step < STEPS_UNTIL_COMPILED; step++) {
            forecaster.step(inputs, state, 0, new Forecast());
        }

        assertThat(run(forecaster, spec)).isEqualTo(first);
    }

    private static float[] run(Forecaster forecaster, ModelSpec spec) {
        RecurrentState state = new RecurrentState(spec, 1);
        Random random = new Random(4);
        for (int step = 0; step < 30; step++) {
            forecaster.step(gaussian(random, spec.inputSize(), 1), state, 0, new Forecast());
        }
        return state.values();
    }

    private static int kernelSize(CellKind kind) {
        return kind == CellKind.TDNN ? NetworkShape.USUAL_KERNEL_SIZE : 1;
    }

    private static void assertClose(int step, double found, double expected) {
        assertThat(found).as("step %s", step).isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
    }
}
