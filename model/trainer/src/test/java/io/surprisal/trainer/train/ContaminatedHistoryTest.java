package io.surprisal.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.detect.Observation;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.network.TorchNetwork;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A history in which one row in twenty belongs to an incident, and clean rows that follow it. */
class ContaminatedHistoryTest {

    private static final ModelSpec SPEC = TrainingOptions.channelWise(CellKind.LSTM, 1, 8);
    private static final long SEED = 3;
    private static final int SERIES = 16;
    private static final int LEARNT_ROWS = 1000;
    private static final int ROWS = 1400;
    private static final double SHARE = 0.05;
    private static final int LONGEST = 20;

    @Test
    void teachesNearlyWhatTheCleanHistoryTeaches() {
        List<TrainingSequence> cleanRows = sequences(LEARNT_ROWS, ROWS, SHARE);

        ValidationLoss ofClean = train(sequences(0, LEARNT_ROWS, 0), cleanRows);
        ValidationLoss ofContaminated = train(sequences(0, LEARNT_ROWS, SHARE), cleanRows);

        assertThat(ofContaminated.next()).isLessThan(ofClean.next() + 0.1);
        assertThat(ofContaminated.total()).isLessThan(ofClean.total() + 0.2);
    }

    private static ValidationLoss train(List<TrainingSequence> learnt, List<TrainingSequence> checked) {
        Schedule schedule = new Schedule(12, 12, 8, 100, 1e-2, 1);
        try (TorchNetwork network = new TorchNetwork(SPEC)) {
            NetworkParameters start = NetworkParameters.random(SPEC, new RandomSource(SEED, 0));
            return new TrainingRun(network, new TrainingSet(learnt, checked), schedule, SEED, TrainingRun.UNLIMITED)
                    .train(start, Checkpoint.none(), TrainingProgress.Listener.NONE)
                    .loss();
        }
    }

    /** Rows from one to another of series whose first rows are contaminated. */
    private static List<TrainingSequence> sequences(int from, int to, double share) {
        SequenceRecorder recorder = new SequenceRecorder(SPEC, TrainingIncidents.none());
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int number = 0; number < SERIES; number++) {
            double[] values = waves(new RandomSource(SEED, number));
            contaminate(values, LEARNT_ROWS, share, new RandomSource(SEED + 1, number));
            List<Observation> rows = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                rows.add(Observation.of(300_000L * row, values[row]));
            }
            SeriesHistory history = new SeriesHistory("a", List.of("f"), List.of(), rows);
            sequences.addAll(recorder.record(history, new Stretch(0, from, to, 1), List.of(0)));
        }
        return sequences;
    }

    private static double[] waves(RandomSource random) {
        double period = random.uniform(20, 60);
        double[] values = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            values[row] = StrictMath.sin(2 * Math.PI * row / period) + 0.1 * random.normal();
        }
        return values;
    }

    /** Incidents of 1 to 20 rows: another level, or values out of all proportion. */
    private static void contaminate(double[] values, int end, double share, RandomSource random) {
        int left = (int) (share * end);
        while (left > 0) {
            int rows = Math.min(left, random.between(1, LONGEST + 1));
            int from = random.below(end - rows);
            double level = 10 * random.normal();
            boolean wild = random.chance(0.5);
            for (int row = from; row < from + rows; row++) {
                values[row] = wild ? 30 * random.normal() : values[row] + level;
            }
            left -= rows;
        }
    }
}
