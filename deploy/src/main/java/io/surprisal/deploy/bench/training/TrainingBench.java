package io.surprisal.deploy.bench.training;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.timing.CpuSample;
import io.surprisal.deploy.bench.timing.Timings;
import io.surprisal.model.ModelSpec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.train.Checkpoint;
import io.surprisal.trainer.train.Schedule;
import io.surprisal.trainer.train.TrainingOptions;
import io.surprisal.trainer.train.TrainingRun;
import io.surprisal.trainer.train.TrainingSequence;
import io.surprisal.trainer.train.TrainingSet;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.network.RecurrentBatch;
import io.surprisal.trainer.train.network.Segment;
import io.surprisal.trainer.train.network.SegmentResult;
import io.surprisal.trainer.train.network.TorchNetwork;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * An epoch of {@code train} on a fixed set beside the same network, loss and batches written plainly with DJL, and how much
 * of it is other than gradients. CPU time of the whole process but the JIT compilers, in turns.
 */
public final class TrainingBench implements SpeedPart {

    private static final int BATCH = Schedule.of(1).batch();
    private static final int SEGMENT_ROWS = Schedule.of(1).segmentRows();
    private static final int SEED = 1;
    private static final ModelSpec SPEC = TrainingOptions.DEFAULT.spec();

    private double sum;

    @Override
    public void run(Extent extent, Figures figures, Progress progress) {
        int batches = extent.of(1, 2, 4);
        int segments = extent.of(2, 10, 20);
        int rounds = extent.of(1, 7, 15);
        progress.begin("epoch of training", rounds);
        List<TrainingSequence> sequences = sequences(batches * BATCH, segments * SEGMENT_ROWS);
        List<List<Segment>> prepared = prepared(sequences, batches, segments);
        // One short sequence, because a training must have something to check on; it takes next to nothing.
        TrainingSet set = new TrainingSet(sequences, sequences(1, SEGMENT_ROWS));
        double[] ours = new double[rounds];
        double[] plains = new double[rounds];
        double[] gradients = new double[rounds];
        try (TorchNetwork network = new TorchNetwork(SPEC);
                PlainTraining plain = new PlainTraining(prepared, SPEC.hiddenSize())) {
            NetworkParameters start = NetworkParameters.random(SPEC, new RandomSource(SEED, 0));
            for (int round = -1; round < rounds; round++) {
                double own = nanos(() -> epoch(network, set, start));
                double other = nanos(() -> sum += plain.epoch());
                double bare = nanos(() -> gradients(network, start, prepared));
                if (round >= 0) { // the first of each is not compiled yet
                    ours[round] = own;
                    plains[round] = other;
                    gradients[round] = bare;
                    progress.advance(1);
                }
            }
        }
        put(figures, ours, plains, gradients, (long) batches * segments * BATCH * SEGMENT_ROWS);
        progress.end("%.2f times as long as written plainly (losses add up to %.1f)"
                .formatted(figures.get("training_over_plain").orElse(Double.NaN), sum));
    }

    private static void put(Figures figures, double[] ours, double[] plains, double[] gradients, long rows) {
        figures.put("training_epoch_us_per_row", median(ours) / 1e3 / rows);
        figures.put("training_plain_us_per_row", median(plains) / 1e3 / rows);
        figures.put("training_gradients_us_per_row", median(gradients) / 1e3 / rows);
        double[] ratios = new double[ours.length];
        double[] rests = new double[ours.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = ours[round] / plains[round];
            rests[round] = Math.max(0, ours[round] / gradients[round] - 1);
        }
        figures.put("training_over_plain", Timings.quantile(ratios, 0.5));
        figures.put("training_pipeline_share", Timings.quantile(rests, 0.5));
    }

    private static double median(double[] values) {
        return Timings.quantile(values.clone(), 0.5);
    }

    private static double nanos(Runnable work) {
        CpuSample before = CpuSample.own();
        work.run();
        return CpuSample.own().since(before);
    }

    private void epoch(TorchNetwork network, TrainingSet set, NetworkParameters start) {
        TrainingRun training = new TrainingRun(network, set, Schedule.of(1), SEED, TrainingRun.UNLIMITED);
        sum += training.train(start, Checkpoint.none(), progress -> {}).updates();
    }

    /** What {@link #epoch} asks of PyTorch, of segments that are there already. */
    private void gradients(TorchNetwork network, NetworkParameters parameters, List<List<Segment>> prepared) {
        for (List<Segment> batch : prepared) {
            RecurrentBatch recurrent = RecurrentBatch.zeros(SPEC, BATCH);
            for (Segment segment : batch) {
                SegmentResult result = network.learn(parameters, segment, recurrent);
                recurrent = result.state();
                sum += result.loss();
            }
        }
    }

    private static List<TrainingSequence> sequences(int count, int rows) {
        Random random = new Random(SEED);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int sequence = 0; sequence < count; sequence++) {
            float[] weights = new float[rows];
            Arrays.fill(weights, 1);
            sequences.add(
                    new TrainingSequence(gaussian(random, rows * SPEC.inputSize()), gaussian(random, rows), weights));
        }
        return sequences;
    }

    private static float[] gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int index = 0; index < length; index++) {
            values[index] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Segments of the same size, with random values as the sequences have. */
    private static List<List<Segment>> prepared(List<TrainingSequence> sequences, int batches, int segments) {
        Random random = new Random(SEED);
        List<List<Segment>> prepared = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            List<Segment> ofBatch = new ArrayList<>();
            for (int index = 0; index < segments; index++) {
                Segment segment =
                        new Segment(BATCH, SEGMENT_ROWS, sequences.get(0).inputSize());
                fill(random, segment.inputs());
                fill(random, segment.targets());
                Arrays.fill(segment.weights(), 1);
                ofBatch.add(segment);
            }
            prepared.add(ofBatch);
        }
        return prepared;
    }

    private static void fill(Random random, float[] values) {
        System.arraycopy(gaussian(random, values.length), 0, values, 0, values.length);
    }
}
