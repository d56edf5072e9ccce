package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.Skip;
import io.surprisal.model.VersionChange;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.series.RecurrentBytes;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a series' state when a model of another kind, or another version of the same kind, takes over. */
class FamilyVersionChangeTest {

    private static final int ROWS = 300;
    private static final long EPOCH = 3;

    static Stream<Arguments> networks() {
        return Stream.of(CellKind.values())
                .flatMap(kind -> Stream.of(Skip.values())
                        .flatMap(skip -> Stream.of(1, 3)
                                .map(features ->
                                        Arguments.of(new NetworkShape(kind, 2, 4, skip, kernelSize(kind)), features))));
    }

    @ParameterizedTest(name = "{0}, {1} features")
    @MethodSource("networks")
    void aStateTellsOfItsNetworkAndHoldsAllThatItRemembers(NetworkShape network, int features) {
        SeriesState state = trained(model(network, 1, VersionChange.REPLAY, Optional.empty()), features);

        SeriesState read = SeriesState.wrap(state.bytes().clone());

        assertThat(read.header().network()).isEqualTo(network);
        assertThat(read.header().recurrentSize()).isEqualTo(network.stateSize(13));
        assertThat(recurrent(read)).hasSize(features * network.stateSize(13));
    }

    @ParameterizedTest(name = "{0}, {1} features")
    @MethodSource("networks")
    void replayRebuildsTheStateOfANetworkOfAnotherKindAndGoesOn(NetworkShape network, int features) {
        NetworkShape before = NetworkShape.of(network.cell() == CellKind.GRU ? CellKind.TDNN : CellKind.GRU, 1, 6);
        SeriesState state = trained(model(before, 1, VersionChange.REPLAY, Optional.empty()), features);
        Detector next = new Detector(model(network, 2, VersionChange.REPLAY, Optional.empty()), features);

        SeriesState adopted = SeriesState.wrap(next.adopt(state, EPOCH).bytes());

        assertThat(adopted.header().network()).isEqualTo(network);
        assertThat(recurrent(adopted)).isNotEqualTo(new float[recurrent(adopted).length]);
        assertThat(next.detect(adopted, row(features)).kind()).isEqualTo(Verdict.Kind.SCORED);
    }

    @ParameterizedTest(name = "{0}, {1} features")
    @MethodSource("networks")
    void keepChangesNothingOfWhatAChildRemembers(NetworkShape network, int features) {
        ModelSnapshot parent = model(network, 1, VersionChange.KEEP, Optional.empty());
        Optional<String> hash = Optional.of(parent.identity().sha256());
        SeriesState state = trained(parent, features);
        float[] before = recurrent(state);

        SeriesState adopted = new Detector(model(network, 2, VersionChange.KEEP, hash), features).adopt(state, EPOCH);

        assertThat(recurrent(adopted)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}, {1} features")
    @MethodSource("networks")
    void resetForgetsAllThatTheNetworkRemembered(NetworkShape network, int features) {
        SeriesState state = trained(model(network, 1, VersionChange.RESET, Optional.empty()), features);
        Detector next = new Detector(model(network, 2, VersionChange.RESET, Optional.empty()), features);

        SeriesState adopted = next.adopt(state, EPOCH);

        assertThat(recurrent(adopted)).containsOnly(0f);
        assertThat(next.detect(adopted, row(features))).isEqualTo(new Verdict.WarmingUp(Detector.WARM_UP_ROWS - 1));
    }

    /** Equal sizes are not an equal meaning: what a plain stack remembers is nothing to one that adds. */
    @ParameterizedTest(name = "{0}, {1} features")
    @MethodSource("networks")
    void keepBecomesReplayWhereOnlyTheSkipConnectionsDiffer(NetworkShape network, int features) {
        Skip other = network.skip() == Skip.NONE ? Skip.IDENTITY : Skip.NONE;
        NetworkShape changed = new NetworkShape(network.cell(), 2, 4, other, network.kernelSize());
        ModelSnapshot parent = model(network, 1, VersionChange.KEEP, Optional.empty());
        Optional<String> hash = Optional.of(parent.identity().sha256());
        SeriesState state = trained(parent, features);
        SeriesState same = SeriesState.wrap(state.bytes().clone());

        SeriesState kept = new Detector(model(changed, 2, VersionChange.KEEP, hash), features).adopt(state, EPOCH);
        SeriesState replayed =
                new Detector(model(changed, 2, VersionChange.REPLAY, Optional.empty()), features).adopt(same, EPOCH);

        assertThat(kept).isEqualTo(replayed);
    }

    private static ModelSnapshot model(
            NetworkShape network, int seed, VersionChange onVersionChange, Optional<String> parent) {
        ModelSpec spec = new ModelSpec(network, List.of(), List.of(), onVersionChange);
        return Networks.snapshot("seed-" + seed, spec, parent, Networks.randomTensors(seed, spec));
    }

    private static SeriesState trained(ModelSnapshot model, int features) {
        Detector detector = new Detector(model, features);
        SeriesState state = SeriesState.wrap(detector.newState());
        SyntheticRows.waves(1, ROWS, features).forEach(row -> detector.detect(state, row));
        return state;
    }

    private static Observation row(int features) {
        return SyntheticRows.waves(1, ROWS + 1, features).get(ROWS);
    }

    private static float[] recurrent(SeriesState state) {
        SeriesStateLayout layout = state.layout();
        ModelSpec spec = new ModelSpec(layout.network(), List.of(), List.of(), VersionChange.REPLAY);
        RecurrentState recurrent = new RecurrentState(spec, layout.features());
        RecurrentBytes.read(state, recurrent.values());
        return recurrent.values();
    }

    private static int kernelSize(CellKind kind) {
        return kind == CellKind.TDNN ? NetworkShape.USUAL_KERNEL_SIZE : 1;
    }
}
