package io.surprisal.model.cell;

import static io.surprisal.model.TestModels.gaussian;
import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TestModels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrentNetworkTest {

    @ParameterizedTest(name = "{0} layers")
    @ValueSource(ints = {1, 2, 5})
    void eachLayerReadsWhatTheLayerBelowHasJustComputed(int layers) {
        ModelSpec spec = TestModels.spec(layers, 9, 1);
        ModelSnapshot model = TestModels.seeded(spec, 3);
        RecurrentNetwork network = RecurrentNetwork.of(model);
        RecurrentState state = new RecurrentState(spec, 1);
        Workspace workspace = network.newWorkspace();
        float[][] hidden = new float[layers][9];
        float[][] memory = new float[layers][9];
        Random random = new Random(4);

        for (int step = 0; step < 20; step++) {
            float[] inputs = gaussian(random, spec.inputSize(), 1);
            network.step(inputs, state, 0, workspace);
            for (int layer = 0; layer < layers; layer++) {
                reference(model, layer).step(layer == 0 ? inputs : hidden[layer - 1], hidden[layer], memory[layer]);
            }
        }

        for (int layer = 0; layer < layers; layer++) {
            int at = layer * 18;
            assertThat(Arrays.copyOfRange(state.values(), at, at + 9)).isEqualTo(hidden[layer]);
            assertThat(Arrays.copyOfRange(state.values(), at + 9, at + 18)).isEqualTo(memory[layer]);
        }
        assertThat(network.output(workspace)).isEqualTo(hidden[layers - 1]);
    }

    @Test
    void featuresDoNotTouchEachOther() {
        ModelSpec spec = TestModels.spec(2, 5, 0);
        RecurrentNetwork network = RecurrentNetwork.of(TestModels.seeded(spec, 1));
        Workspace workspace = network.newWorkspace();
        RecurrentState together = new RecurrentState(spec, 3);
        RecurrentState alone = new RecurrentState(spec, 1);
        float[] inputs = gaussian(new Random(2), 13, 1);
        network.step(inputs, together, 0, workspace);
        network.step(inputs, together, 2, workspace);

        network.step(inputs, alone, 0, workspace);

        int size = together.sizePerFeature();
        assertThat(Arrays.copyOfRange(together.values(), 0, size)).isEqualTo(alone.values());
        assertThat(Arrays.copyOfRange(together.values(), size, 2 * size)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(together.values(), 2 * size, 3 * size)).isEqualTo(alone.values());
    }

    @Test
    void aClearedStateIsThatOfASeriesThatHasNotBegun() {
        ModelSpec spec = TestModels.spec(1, 4, 0);
        RecurrentNetwork network = RecurrentNetwork.of(TestModels.seeded(spec, 1));
        RecurrentState state = new RecurrentState(spec, 2);
        network.step(new float[13], state, 1, network.newWorkspace());

        state.clear();

        assertThat(state.values()).isEqualTo(new RecurrentState(spec, 2).values());
    }

    private static LstmReference reference(ModelSnapshot model, int layer) {
        return new LstmReference(
                model.tensor(TensorLayout.inputKernel(layer)),
                model.tensor(TensorLayout.recurrentKernel(layer)),
                model.tensor(TensorLayout.bias(layer)));
    }
}
