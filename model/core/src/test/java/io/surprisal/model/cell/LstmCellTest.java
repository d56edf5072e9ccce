package io.surprisal.model.cell;

import static io.surprisal.model.TestModels.gaussian;
import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.Allocations;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LstmCellTest {

    private static final int SMALLEST_OBJECT_BYTES = 16;
    private static final int STATE_AT = 3;
    private static final int STEPS_UNTIL_COMPILED = 20_000;

    @ParameterizedTest(name = "{0} inputs, {1} units")
    @CsvSource({"1, 1", "3, 2", "2, 5", "13, 7", "5, 16", "13, 32", "38, 33", "38, 64", "17, 65"})
    void aStepHasTheBitsOfTheReference(int inputSize, int hiddenSize) {
        Random random = new Random(31L * inputSize + hiddenSize);
        Tensors tensors = new Tensors(random, inputSize, hiddenSize, 0.5f);
        LstmCell cell = tensors.cell();
        LstmReference reference = tensors.reference();
        Workspace workspace = cell.newWorkspace();
        float[] state = new float[STATE_AT + 2 * hiddenSize];
        float[] hidden = new float[hiddenSize];
        float[] memory = new float[hiddenSize];

        for (int step = 0; step < 100; step++) {
            float[] input = gaussian(random, inputSize, 2);
            cell.step(input, 0, state, STATE_AT, workspace);
            reference.step(input, hidden, memory);

            assertThat(Arrays.copyOfRange(state, STATE_AT, STATE_AT + hiddenSize))
                    .isEqualTo(hidden);
            assertThat(Arrays.copyOfRange(state, STATE_AT + hiddenSize, state.length))
                    .isEqualTo(memory);
        }
    }

    @Test
    void aCompiledStepHasTheBitsOfTheReference() {
        Random random = new Random(11);
        Tensors tensors = new Tensors(random, 13, 32, 0.3f);
        LstmCell cell = tensors.cell();
        LstmReference reference = tensors.reference();
        Workspace workspace = cell.newWorkspace();
        float[] input = new float[13];
        float[] state = new float[64];
        float[] hidden = new float[32];
        float[] memory = new float[32];

        for (int step = 0; step < STEPS_UNTIL_COMPILED; step++) {
            input[step % 13] = random.nextFloat() - 0.5f;
            cell.step(input, 0, state, 0, workspace);
            reference.step(input, hidden, memory);
        }

        assertThat(Arrays.copyOf(state, 32)).isEqualTo(hidden);
        assertThat(Arrays.copyOfRange(state, 32, 64)).isEqualTo(memory);
    }

    @Test
    void staysWithinOneMillionthOfDoublesOverAThousandSteps() {
        Random random = new Random(7);
        Tensors tensors = new Tensors(random, 13, 32, 0.15f);
        LstmCell cell = tensors.cell();
        LstmReference reference = tensors.reference();
        Workspace workspace = cell.newWorkspace();
        float[] state = new float[64];
        double[] hidden = new double[32];
        double[] memory = new double[32];
        double worst = 0;

        for (int step = 0; step < 1000; step++) {
            float[] input = gaussian(random, 13, 1);
            cell.step(input, 0, state, 0, workspace);
            reference.step(input, hidden, memory);
            for (int unit = 0; unit < 32; unit++) {
                worst = Math.max(worst, Math.abs(state[unit] - hidden[unit]));
            }
        }

        assertThat(worst).isLessThan(1e-6);
    }

    @Test
    void aStepAllocatesNothing() {
        LstmCell cell = new Tensors(new Random(1), 13, 32, 0.3f).cell();
        Workspace workspace = cell.newWorkspace();
        float[] state = new float[64];
        float[] input = gaussian(new Random(2), 13, 1);

        double bytes = Allocations.bytesPerRound(20_000, () -> cell.step(input, 0, state, 0, workspace));

        assertThat(bytes).isLessThan(SMALLEST_OBJECT_BYTES);
    }

    @Test
    void theInputMayBeWhatTheLayerBelowHasJustHandedOn() {
        LstmCell cell = new Tensors(new Random(5), 4, 4, 0.5f).cell();
        float[] apart = new float[8];
        float[] shared = new float[8];
        Workspace workspace = cell.newWorkspace();
        System.arraycopy(new float[] {1, 2, 3, 4}, 0, workspace.hidden, 0, 4);

        cell.step(new float[] {1, 2, 3, 4}, 0, apart, 0, cell.newWorkspace());
        cell.step(workspace.hidden, 0, shared, 0, workspace);

        assertThat(shared).isEqualTo(apart);
        assertThat(workspace.hidden).isEqualTo(Arrays.copyOf(apart, 4));
    }

    @Test
    void nothingIsCarriedFromOneStateToAnotherInTheWorkspace() {
        LstmCell cell = new Tensors(new Random(5), 3, 6, 0.5f).cell();
        Workspace used = cell.newWorkspace();
        cell.step(new float[] {9, 9, 9}, 0, new float[12], 0, used);
        float[] withUsed = new float[12];
        float[] withNew = new float[12];

        cell.step(new float[] {1, 2, 3}, 0, withUsed, 0, used);
        cell.step(new float[] {1, 2, 3}, 0, withNew, 0, cell.newWorkspace());

        assertThat(withUsed).isEqualTo(withNew);
    }

    /** Weights of one layer, as they are stored. */
    private static final class Tensors {

        private final float[] inputKernel;
        private final float[] recurrentKernel;
        private final float[] bias;

        Tensors(Random random, int inputSize, int hiddenSize, float deviation) {
            inputKernel = gaussian(random, 4 * hiddenSize * inputSize, deviation);
            recurrentKernel = gaussian(random, 4 * hiddenSize * hiddenSize, deviation);
            bias = gaussian(random, 4 * hiddenSize, deviation);
        }

        LstmCell cell() {
            return new LstmCell(new LayerWeights(inputKernel, recurrentKernel, bias));
        }

        LstmReference reference() {
            return new LstmReference(inputKernel, recurrentKernel, bias);
        }
    }
}
