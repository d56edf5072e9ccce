package io.surprisal.model.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.model.CellKind;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.TestModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesStateLayoutTest {

    private static final int DEFAULT_HIDDEN_SIZE = 32;

    @Test
    void keepsASeriesOfOneFeatureInTwoKilobytes() {
        assertThat(layout(1).bytes()).isEqualTo(1_908).isLessThanOrEqualTo(2_048);
    }

    @ParameterizedTest(name = "{0} features: {1} bytes")
    @CsvSource({"2,1514", "3,2009", "4,2504", "5,2524", "8,3724", "38,15724", "1024,410124"})
    void keepsSeveralFeaturesWithinTheBudget(int features, int bytes) {
        assertThat(layout(features).bytes()).isEqualTo(bytes).isLessThanOrEqualTo(1_024 + 400 * features);
    }

    @ParameterizedTest(name = "{0}, {1} layers of {2} units: {3} bytes")
    @CsvSource({
        "LSTM_COUPLED, 1, 32, 1908",
        "LSTM_PEEPHOLE, 1, 32, 1908",
        "GRU, 1, 32, 1780",
        "RNN, 1, 32, 1780",
        "TDNN, 4, 16, 3564",
        "TDNN, 4, 32, 5356"
    })
    void takesAsMuchOfOneFeatureAsTheNetworkRemembers(CellKind cell, int layers, int hiddenSize, int bytes) {
        NetworkShape network = NetworkShape.of(cell, layers, hiddenSize);

        assertThat(SeriesStateLayout.of(TestModels.spec(network, 0), 1).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 2, 5})
    void leavesNoGapAndNoOverlap(int features) {
        SeriesStateLayout layout = layout(features);
        boolean one = features == 1;
        int last = features - 1;

        assertThat(layout.gaps()).isEqualTo(SeriesStateLayout.HEADER_BYTES);
        assertThat(layout.visits()).isEqualTo(layout.gaps() + 2 * layout.window());
        assertThat(layout.jointMeans()).isEqualTo(layout.visits() + 2 * layout.buckets());
        assertThat(layout.jointCounts(0)).isEqualTo(layout.jointMeans() + 4);
        assertThat(layout.block(0)).isEqualTo(one ? layout.jointMeans() : layout.jointCounts(0) + 4 * 64);
        assertThat(layout.hidden(last)).isEqualTo(layout.block(last) + SeriesStateLayout.MOMENTS_BYTES);
        assertThat(layout.profileMeans(last)).isEqualTo(layout.hidden(last) + 64 * (one ? 4 : 2));
        assertThat(layout.profileRatios(last)).isEqualTo(layout.profileMeans(last) + 4 * layout.buckets());
        assertThat(layout.farForecasts(last)).isEqualTo(layout.profileRatios(last) + (one ? 96 : 2));
        assertThat(layout.values(last)).isEqualTo(layout.farForecasts(last) + (one ? 190 : features > 4 ? 0 : 95));
        assertThat(layout.tailCounts(last)).isEqualTo(layout.values(last) + 2 * layout.window());
        assertThat(layout.components(last)).isEqualTo(layout.tailCounts(last) + 2 * layout.tailBins());
        if (!one) {
            assertThat(layout.unrelatedVariance(last)).isEqualTo(layout.components(last) + 12);
            assertThat(layout.unrelatedMean(last)).isEqualTo(layout.unrelatedVariance(last) + 4);
        }
        assertThat(layout.bytes()).isEqualTo(layout.components(last) + (one ? 0 : 20));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_025})
    void refusesAnImpossibleNumberOfFeatures(int features) {
        assertThatThrownBy(() -> layout(features))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be 1 to 1024: features=" + features);
    }

    private static SeriesStateLayout layout(int features) {
        return SeriesStateLayout.of(TestModels.spec(1, DEFAULT_HIDDEN_SIZE, 0), features);
    }
}
