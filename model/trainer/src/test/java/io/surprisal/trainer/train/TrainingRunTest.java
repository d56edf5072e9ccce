package io.surprisal.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.VersionChange;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.network.TorchNetwork;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {

    private static final ModelSpec SPEC =
            new ModelSpec(CellKind.LSTM, 1, 6, List.of(), List.of(), VersionChange.REPLAY);
    private static final long SEED = 3;

    private static TorchNetwork network;

    @BeforeAll
    static void loadPyTorch() {
        network = new TorchNetwork(SPEC);
    }

    @AfterAll
    static void unload() {
        network.close();
    }

    @Test
    void makesTheLossFall() {
        TrainedNetwork briefly = train(schedule(1), Checkpoint.none());
        TrainedNetwork longer = train(schedule(12), Checkpoint.none());

        assertThat(longer.loss().total()).isLessThan(briefly.loss().total() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm-coupled", "lstm-peephole", "rnn", "gru", "tdnn:3+identity", "gru+concat"})
    void makesTheLossFallWhateverTheKindOfNetwork(String cell) {
        ModelSpec spec = TrainingOptions.channelWise(NetworkShape.of(cell, 2, 6));
        NetworkParameters start = NetworkParameters.random(spec, new RandomSource(SEED, 9));

        try (TorchNetwork own = new TorchNetwork(spec)) {
            TrainedNetwork trained = new TrainingRun(own, data(), schedule(6), SEED, TrainingRun.UNLIMITED)
                    .train(start, Checkpoint.none(), TrainingProgress.Listener.NONE);

            assertThat(trained.loss().total()).isLessThan(trained.startLoss().total() - 1);
        }
    }

    @Test
    void givesTheSameBitsForTheSameSeed() {
        TrainedNetwork first = train(schedule(3), Checkpoint.none());
        TrainedNetwork second = train(schedule(3), Checkpoint.none());

        assertThat(second.parameters().values())
                .isEqualTo(first.parameters().values())
                .isNotEqualTo(start().values());
    }

    @Test
    void givesTheBitsOfAnUninterruptedTrainingWhenResumed(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint");
        TrainedNetwork uninterrupted = train(schedule(4), Checkpoint.none());

        interruptAfterOneEpoch(Checkpoint.startingAt(file));
        TrainedNetwork resumed = train(schedule(4), Checkpoint.resuming(file));

        assertThat(resumed.parameters().values())
                .isEqualTo(uninterrupted.parameters().values());
        assertThat(resumed.updates()).isEqualTo(uninterrupted.updates());
        assertThat(resumed.loss()).isEqualTo(uninterrupted.loss());
    }

    @Test
    void stopsWhenTheValidationLossNoLongerFalls() {
        Schedule impatient = new Schedule(200, 2, 8, 50, 0.5, 100);

        TrainedNetwork trained = train(impatient, Checkpoint.none());

        assertThat(trained.epochs()).isLessThan(200);
        assertThat(trained.epochs() - trained.bestEpoch()).isEqualTo(2);
    }

    @Test
    void givesTheStartBackIfNoEpochIsBetter() {
        NetworkParameters good = train(schedule(12), Checkpoint.none()).parameters();
        Schedule harmful = new Schedule(3, 3, 8, 50, 0.5, 100);

        TrainedNetwork trained = new TrainingRun(network, data(), harmful, SEED, TrainingRun.UNLIMITED)
                .train(good, Checkpoint.none(), TrainingProgress.Listener.NONE);

        assertThat(trained.improved()).isFalse();
        assertThat(trained.parameters().values()).isEqualTo(good.values());
        assertThat(trained.loss()).isEqualTo(trained.startLoss());
    }

    @Test
    void plansFewerUpdatesWhereTheTimeIsShort() {
        Duration limit = Duration.ofMillis(1500);
        TrainedNetwork trained = new TrainingRun(network, data(), schedule(10_000), SEED, limit)
                .train(start(), Checkpoint.none(), TrainingProgress.Listener.NONE);

        assertThat(trained.updates()).isBetween(1, 50_000);
        assertThat(trained.elapsed()).isLessThan(limit.plusSeconds(2));
    }

    @Test
    void refusesToResumeWithOtherData(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint");
        interruptAfterOneEpoch(Checkpoint.startingAt(file));
        TrainingSet others = TrainingSet.divide(sequences(99), SEED);

        assertThatThrownBy(() -> new TrainingRun(network, others, schedule(4), SEED, TrainingRun.UNLIMITED)
                        .train(start(), Checkpoint.resuming(file), TrainingProgress.Listener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other data, seed, network or schedule")
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesToResumeFromAFileThatIsNotThereOrCutOffOrSomethingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("checkpoint");
        assertThatThrownBy(() -> train(schedule(4), Checkpoint.resuming(file)))
                .hasMessageContaining("no checkpoint")
                .hasMessageContaining(file.toString());

        interruptAfterOneEpoch(Checkpoint.startingAt(file));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> train(schedule(4), Checkpoint.resuming(file))).hasMessageContaining("cut off");

        Files.writeString(file, "timestamp,value\n");
        assertThatThrownBy(() -> train(schedule(4), Checkpoint.resuming(file)))
                .hasMessageContaining("is something else");
    }

    private void interruptAfterOneEpoch(Checkpoint checkpoint) {
        assertThatThrownBy(() -> new TrainingRun(network, data(), schedule(4), SEED, TrainingRun.UNLIMITED)
                        .train(start(), checkpoint, progress -> {
                            if (progress.epoch() == 1) {
                                throw new IllegalStateException("interrupted");
                            }
                        }))
                .hasMessage("interrupted");
    }

    private static TrainedNetwork train(Schedule schedule, Checkpoint checkpoint) {
        return new TrainingRun(network, data(), schedule, SEED, TrainingRun.UNLIMITED)
                .train(start(), checkpoint, TrainingProgress.Listener.NONE);
    }

    private static Schedule schedule(int epochs) {
        return new Schedule(epochs, epochs, 8, 50, 1e-2, 1);
    }

    private static NetworkParameters start() {
        return NetworkParameters.random(SPEC, new RandomSource(SEED, 0));
    }

    private static TrainingSet data() {
        return TrainingSet.divide(sequences(1), SEED);
    }

    /** Waves of random period; the only inputs are the last two values and the base of each horizon. */
    private static List<TrainingSequence> sequences(long seed) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int number = 0; number < 24; number++) {
            RandomSource random = new RandomSource(seed, number);
            int rows = 150 + random.below(100);
            double period = random.uniform(8, 40);
            float[] values = new float[rows];
            float[] weights = new float[rows];
            float[] inputs = new float[rows * SPEC.inputSize()];
            for (int row = 0; row < rows; row++) {
                values[row] = (float) Math.sin(2 * Math.PI * row / period);
                weights[row] = row < 20 ? 0 : 1;
                inputs[row * SPEC.inputSize()] = row == 0 ? 0 : values[row - 1];
                inputs[row * SPEC.inputSize() + 1] = row < 2 ? 0 : values[row - 1] - values[row - 2];
            }
            sequences.add(new TrainingSequence(inputs, values, weights));
        }
        return sequences;
    }
}
