package io.surprisal.trainer.train.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.Calibration;
import io.surprisal.model.CellKind;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.Skip;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.VersionChange;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.trainer.train.TrainingOptions;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TorchNetworkTest {

    private static final int ROWS = 200;
    private static final int DEEP_LAYERS = 9;
    private static final double DEEP_GAIN = 20;

    static Stream<NetworkShape> networks() {
        return Stream.of(
                        "lstm",
                        "lstm-coupled",
                        "lstm-peephole",
                        "rnn",
                        "gru",
                        "tdnn:3",
                        "lstm+identity",
                        "gru+concat",
                        "tdnn:2+identity",
                        "tdnn:3+concat",
                        "lstm-peephole+concat")
                .map(cell -> NetworkShape.of(cell, 3, 5));
    }

    @ParameterizedTest(name = "{0} layers of {1} units, {2} covariates")
    @CsvSource({"1, 32, 0", "2, 32, 0", "1, 7, 2", "2, 5, 1"})
    void forecastsWhatTheDetectorsForecasterForecasts(int layers, int hidden, int covariates) {
        assertForecastsAgree(spec(layers, hidden, covariates));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void forecastsWhatTheDetectorsForecasterOfItsKindForecasts(NetworkShape network) {
        assertForecastsAgree(new ModelSpec(network, List.of(), List.of("a", "b"), VersionChange.REPLAY));
    }

    private static void assertForecastsAgree(ModelSpec spec) {
        NetworkParameters parameters = randomParameters(spec);
        Segment segment = randomSegment(spec, 1);

        float[] head;
        try (TorchNetwork network = new TorchNetwork(spec)) {
            head = network.head(parameters, segment, RecurrentBatch.zeros(spec, 1));
        }

        Forecaster forecaster = new Forecaster(snapshot(spec, parameters));
        RecurrentState state = new RecurrentState(spec, 1);
        Forecast forecast = new Forecast();
        for (int row = 0; row < ROWS; row++) {
            float[] inputs = Arrays.copyOfRange(segment.inputs(), row * spec.inputSize(), (row + 1) * spec.inputSize());
            forecaster.step(inputs, state, 0, forecast);
            for (Horizon horizon : Horizon.values()) {
                Mixture mixture = Mixture.of(head, row, horizon);
                double base = inputs[horizon.baseInput()];
                assertThat(forecast.mean(horizon))
                        .as("mean, row %d, %s", row, horizon)
                        .isCloseTo(base + mixture.mean(), within(1e-5));
                assertThat(forecast.deviation(horizon))
                        .as("deviation, row %d, %s", row, horizon)
                        .isCloseTo(mixture.deviation(), within(1e-5 * Math.max(1, mixture.deviation())));
            }
        }
    }

    @Test
    void givesTheLossOfAPlainComputation() {
        ModelSpec spec = spec(1, 8, 0);
        NetworkParameters parameters = randomParameters(spec);
        Segment segment = randomSegment(spec, 3);
        RecurrentBatch start = RecurrentBatch.zeros(spec, 3);

        float[] head;
        SegmentResult result;
        try (TorchNetwork network = new TorchNetwork(spec)) {
            head = network.head(parameters, segment, start);
            result = network.measure(parameters, segment, start);
        }

        for (Horizon horizon : Horizon.values()) {
            double sum = 0;
            for (int row = 0; row < 3 * ROWS; row++) {
                int at = row * TensorLayout.HORIZONS + block(horizon);
                double probability =
                        Mixture.of(head, row, horizon).probability(segment.targets()[at], MixtureLoss.HALF_BIN);
                double grossError =
                        MixtureLoss.GROSS_ERROR_SHARE * 2 * MixtureLoss.HALF_BIN / MixtureLoss.GROSS_ERROR_RANGE;
                sum -= segment.weights()[at] * Math.log((1 - MixtureLoss.GROSS_ERROR_SHARE) * probability + grossError);
            }
            assertThat(result.lossSum(block(horizon))).isCloseTo(sum, within(1e-4 * sum));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void hasTheGradientOfItsLoss(NetworkShape network) {
        ModelSpec spec = TrainingOptions.channelWise(network);
        NetworkParameters parameters = randomParameters(spec);
        Segment segment = randomSegment(spec, 2, ROWS);
        RecurrentBatch start = RecurrentBatch.zeros(spec, 2);

        try (TorchNetwork torch = new TorchNetwork(spec)) {
            float[] gradient = torch.learn(parameters, segment, start).gradient();
            double largest = largest(gradient);
            float step = 3e-3f;
            for (int index = 0; index < gradient.length; index += 37) {
                double up = torch.measure(moved(parameters, index, step), segment, start)
                        .loss();
                double down = torch.measure(moved(parameters, index, -step), segment, start)
                        .loss();
                assertThat((up - down) / (2 * step))
                        .as("parameter %d", index)
                        .isCloseTo(gradient[index], within(2e-2 * largest));
            }
        }
    }

    /** What skip connections are for: without them hardly anything of the loss reaches the first layer of many. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"RNN, 1", "TDNN, 2", "LSTM, 1", "GRU, 1"})
    void skipConnectionsBringTheGradientToTheFirstLayerOfADeepStack(CellKind cell, int kernelSize) {
        double plain = normAtTheFirstLayer(cell, Skip.NONE, kernelSize);

        assertThat(normAtTheFirstLayer(cell, Skip.IDENTITY, kernelSize)).isGreaterThan(DEEP_GAIN * plain);
        assertThat(normAtTheFirstLayer(cell, Skip.CONCAT, kernelSize)).isGreaterThan(DEEP_GAIN * plain);
    }

    private static double normAtTheFirstLayer(CellKind cell, Skip skip, int kernelSize) {
        ModelSpec spec = TrainingOptions.channelWise(new NetworkShape(cell, DEEP_LAYERS, 8, skip, kernelSize));
        NetworkParameters parameters = NetworkParameters.random(spec, new RandomSource(5, 0));
        try (TorchNetwork torch = new TorchNetwork(spec)) {
            float[] gradient = torch.learn(parameters, randomSegment(spec, 4, 40), RecurrentBatch.zeros(spec, 4))
                    .gradient();
            int end = parameters.offset(TensorLayout.inputKernel(1));
            double squares = 0;
            for (int index = 0; index < end; index++) {
                squares += (double) gradient[index] * gradient[index];
            }
            return Math.sqrt(squares);
        }
    }

    @Test
    void learnsNothingFromWhatNoForecastCouldHaveKnown() {
        ModelSpec spec = spec(1, 8, 0);
        NetworkParameters parameters = NetworkParameters.random(spec, new RandomSource(11, 0));
        Segment usual = randomSegment(spec, 1);
        Segment wild = randomSegment(spec, 1);
        Arrays.fill(usual.weights(), 0);
        Arrays.fill(wild.weights(), 0);
        for (int horizon = 0; horizon < TensorLayout.HORIZONS; horizon++) {
            int at = (ROWS / 2) * TensorLayout.HORIZONS + horizon;
            usual.weights()[at] = 1;
            wild.weights()[at] = 1;
            wild.targets()[at] = 1000;
        }
        RecurrentBatch start = RecurrentBatch.zeros(spec, 1);

        try (TorchNetwork network = new TorchNetwork(spec)) {
            SegmentResult ofUsual = network.learn(parameters, usual, start);
            SegmentResult ofWild = network.learn(parameters, wild, start);

            assertThat(largest(ofWild.gradient())).isLessThan(1e-6 * largest(ofUsual.gradient()));
            assertThat(ofWild.loss()).isLessThan(20);
        }
    }

    private static double largest(float[] gradient) {
        double largest = 0;
        for (float slope : gradient) {
            largest = Math.max(largest, Math.abs(slope));
        }
        return largest;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void carriesTheStateFromOneSegmentToTheNext(NetworkShape network) {
        ModelSpec spec = TrainingOptions.channelWise(network);
        NetworkParameters parameters = randomParameters(spec);
        Segment whole = randomSegment(spec, 1);
        Segment first = new Segment(1, ROWS / 2, spec.inputSize());
        Segment second = new Segment(1, ROWS / 2, spec.inputSize());
        System.arraycopy(whole.inputs(), 0, first.inputs(), 0, first.inputs().length);
        System.arraycopy(whole.inputs(), first.inputs().length, second.inputs(), 0, second.inputs().length);
        RecurrentBatch start = RecurrentBatch.zeros(spec, 1);

        try (TorchNetwork torch = new TorchNetwork(spec)) {
            float[] inOne = torch.head(parameters, whole, start);
            RecurrentBatch between = torch.measure(parameters, first, start).state();
            float[] inTwo = torch.head(parameters, second, between);

            assertThat(inTwo).containsExactly(Arrays.copyOfRange(inOne, inOne.length / 2, inOne.length), within(1e-5f));
        }
    }

    /** What a network was not trained with changes none of its forecasts at first. */
    @ParameterizedTest
    @MethodSource("networks")
    void goesOnFromANetworkThatHadFewerInputs(NetworkShape network) {
        ModelSpec old = new ModelSpec(network, List.of(), List.of("a"), VersionChange.REPLAY);
        ModelSpec wider = new ModelSpec(network, List.of(), List.of("a", "b"), VersionChange.REPLAY);
        NetworkParameters parameters = randomParameters(old);
        Segment narrow = randomSegment(old, 1);
        Segment wide = new Segment(1, ROWS, wider.inputSize());
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(
                    narrow.inputs(), row * old.inputSize(), wide.inputs(), row * wider.inputSize(), old.inputSize());
            wide.inputs()[(row + 1) * wider.inputSize() - 1] = row;
        }

        NetworkParameters continued = NetworkParameters.from(snapshot(old, parameters), wider);

        try (TorchNetwork before = new TorchNetwork(old);
                TorchNetwork after = new TorchNetwork(wider)) {
            float[] expected = before.head(parameters, narrow, RecurrentBatch.zeros(old, 1));
            assertThat(after.head(continued, wide, RecurrentBatch.zeros(wider, 1)))
                    .containsExactly(expected, within(1e-5f));
        }
    }

    private static int block(Horizon horizon) {
        return List.of(Horizon.values()).indexOf(horizon);
    }

    private static ModelSpec spec(int layers, int hidden, int covariates) {
        List<String> names = List.of("a", "b", "c").subList(0, covariates);
        return new ModelSpec(CellKind.LSTM, layers, hidden, List.of(), names, VersionChange.REPLAY);
    }

    private static NetworkParameters randomParameters(ModelSpec spec) {
        NetworkParameters parameters = NetworkParameters.random(spec, new RandomSource(11, 0));
        RandomSource random = new RandomSource(11, 1);
        for (int index = 0; index < parameters.values().length; index++) {
            parameters.values()[index] += (float) (0.2 * random.normal());
        }
        return parameters;
    }

    private static Segment randomSegment(ModelSpec spec, int sequences) {
        return randomSegment(spec, sequences, ROWS);
    }

    private static Segment randomSegment(ModelSpec spec, int sequences, int rows) {
        RandomSource random = new RandomSource(12, sequences);
        Segment segment = new Segment(sequences, rows, spec.inputSize());
        for (int index = 0; index < segment.inputs().length; index++) {
            segment.inputs()[index] = (float) random.normal();
        }
        for (int index = 0; index < segment.targets().length; index++) {
            segment.targets()[index] = (float) random.normal();
            segment.weights()[index] = random.chance(0.8) ? 1 : 0;
        }
        return segment;
    }

    private static NetworkParameters moved(NetworkParameters parameters, int index, float step) {
        NetworkParameters moved = parameters.with(parameters.values());
        moved.values()[index] += step;
        return moved;
    }

    private static ModelSnapshot snapshot(ModelSpec spec, NetworkParameters parameters) {
        Map<String, float[]> tensors = parameters.tensors();
        tensors.putAll(new Calibration(Curve.line(10, 3), Curve.line(10, 3), 40, 1).tensors());
        return ModelSnapshot.of("test", "1", Optional.empty(), spec, tensors);
    }

    /** One horizon's mixture of one row, computed without PyTorch and without the core. */
    private record Mixture(List<Double> weights, List<Double> means, List<Double> scales) {

        static Mixture of(float[] head, int row, Horizon horizon) {
            int at = row * TensorLayout.HEAD_ROWS + block(horizon) * TensorLayout.HEAD_ROWS_PER_HORIZON;
            double sum = Math.exp(head[at]) + Math.exp(head[at + 1]) + Math.exp(head[at + 2]);
            return new Mixture(
                    List.of(Math.exp(head[at]) / sum, Math.exp(head[at + 1]) / sum, Math.exp(head[at + 2]) / sum),
                    List.of((double) head[at + 3], (double) head[at + 4], (double) head[at + 5]),
                    List.of(scale(head[at + 6]), scale(head[at + 7]), scale(head[at + 8])));
        }

        private static double scale(float logScale) {
            return Math.exp(Math.max(-5, Math.min(2, logScale)));
        }

        double mean() {
            double mean = 0;
            for (int part = 0; part < 3; part++) {
                mean += weights.get(part) * means.get(part);
            }
            return mean;
        }

        double deviation() {
            double variance = 0;
            for (int part = 0; part < 3; part++) {
                double distance = means.get(part) - mean();
                double spread = Math.PI * Math.PI / 3 * scales.get(part) * scales.get(part);
                variance += weights.get(part) * (spread + distance * distance);
            }
            return Math.sqrt(variance);
        }

        double probability(double value, double half) {
            double probability = 0;
            for (int part = 0; part < 3; part++) {
                double upper = (value + half - means.get(part)) / scales.get(part);
                double lower = (value - half - means.get(part)) / scales.get(part);
                probability += weights.get(part) * (1 / (1 + Math.exp(-upper)) - 1 / (1 + Math.exp(-lower)));
            }
            return probability;
        }
    }
}
