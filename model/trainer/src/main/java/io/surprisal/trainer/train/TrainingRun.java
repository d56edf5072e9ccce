package io.surprisal.trainer.train;

import io.surprisal.model.forecast.Horizon;
import io.surprisal.trainer.train.network.Adam;
import io.surprisal.trainer.train.network.LearningRate;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.network.RecurrentBatch;
import io.surprisal.trainer.train.network.SegmentResult;
import io.surprisal.trainer.train.network.TorchNetwork;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains a network by truncated back-propagation: each epoch shuffles the sequences into batches, each batch is unrolled
 * segment by segment with its recurrent state carried on, each segment gives one update.
 *
 * <p>The shuffle of an epoch depends on (seed, epoch) alone and the optimiser's state is in the checkpoint, so a resumed
 * training gives the bits of an uninterrupted one.
 */
public final class TrainingRun {

    /** No limit of time. */
    public static final Duration UNLIMITED = Duration.ofDays(365);

    private static final int IN_ORDER = 0; // in place of an epoch's number
    /** Rows at the beginning of a sequence that a validation does not count: the recurrent state is not warm yet. */
    static final int WARM_ROWS = 100;

    private static final int UPDATES_PER_REPORT = 25;
    private static final int EARLY_PARTS = 4; // of the limit: in the first of them the plan stays
    private static final int UPDATES_BEFORE_AN_ESTIMATE = 25;
    /** A part of the limit is kept for the last validation and for machines that slow down. */
    private static final double SHARE_OF_THE_LIMIT = 0.95;

    private final TorchNetwork network;
    private final TrainingSet data;
    private final Schedule schedule;
    private final long seed;
    private final Duration limit;
    private final long started = System.nanoTime();

    private int scheduledUpdates;
    private int firstUpdate;
    private double lossSinceReport;
    private int updatesSinceReport;

    /**
     * A training that has not begun.
     *
     * @param network of the specification that the data's inputs are for
     * @param seed of the shuffles
     * @param limit wall-clock time after which it should be over; on a machine too slow for the schedule, fewer updates are
     *     planned
     */
    public TrainingRun(TorchNetwork network, TrainingSet data, Schedule schedule, long seed, Duration limit) {
        this.network = network;
        this.data = data;
        this.schedule = schedule;
        this.seed = seed;
        this.limit = limit;
    }

    /**
     * Trains until the schedule ends, the validation loss has stopped falling, or the time is over. The result is no worse
     * by the validation loss than the start: if no epoch was better, it is the start.
     *
     * @param start where the parameters begin, unless the checkpoint says otherwise
     * @param checkpoint read before the first epoch and written after each
     */
    public TrainedNetwork train(NetworkParameters start, Checkpoint checkpoint, TrainingProgress.Listener listener) {
        scheduledUpdates = scheduledUpdates();
        TrainingState state = new TrainingState(
                start.with(start.values()), new Adam(start.values().length, schedule.largestNorm()), scheduledUpdates);
        long fingerprint = fingerprint(start);
        checkpoint.restore(state, fingerprint);
        firstUpdate = state.optimiser.updates();
        ValidationLoss startLoss = validate(start);
        if (state.epoch == 0) {
            state.begin(startLoss);
        }
        while (!isOver(state)) {
            epoch(state, listener);
            state.endEpoch(validate(state.parameters));
            checkpoint.write(state, fingerprint);
            listener.report(progress(state));
        }
        return new TrainedNetwork(
                state.best,
                startLoss,
                state.bestLoss,
                state.bestEpoch,
                state.epoch,
                state.optimiser.updates(),
                elapsed());
    }

    private boolean isOver(TrainingState state) {
        return state.optimiser.updates() >= state.plannedUpdates
                || state.epoch >= schedule.epochs()
                || state.epoch - state.bestEpoch >= schedule.patience()
                || elapsed().compareTo(limit) >= 0;
    }

    private void epoch(TrainingState state, TrainingProgress.Listener listener) {
        for (List<TrainingSequence> batch : batches(data.training(), state.epoch + 1)) {
            SegmentSampler sampler = new SegmentSampler(batch, schedule.segmentRows());
            RecurrentBatch recurrent = RecurrentBatch.zeros(state.parameters.spec(), batch.size());
            for (int index = 0; index < sampler.segments(); index++) {
                if (state.optimiser.updates() >= state.plannedUpdates) {
                    return;
                }
                SegmentResult result = network.learn(state.parameters, sampler.segment(index, 0), recurrent);
                recurrent = result.state();
                LearningRate rate = new LearningRate(schedule.peakRate(), state.plannedUpdates);
                state.optimiser.update(
                        state.parameters.values(), result.gradient(), rate.at(state.optimiser.updates()));
                note(result.loss(), state, listener);
                fitPlanToLimit(state);
                if (elapsed().compareTo(limit) >= 0) {
                    return;
                }
            }
        }
    }

    private List<List<TrainingSequence>> batches(List<TrainingSequence> sequences, int epoch) {
        int[] order = IntStream.range(0, sequences.size()).toArray();
        if (epoch != IN_ORDER) {
            new RandomSource(seed, epoch).shuffle(order);
        }
        List<List<TrainingSequence>> batches = new ArrayList<>();
        for (int from = 0; from < order.length; from += schedule.batch()) {
            int to = Math.min(order.length, from + schedule.batch());
            batches.add(Arrays.stream(order, from, to).mapToObj(sequences::get).toList());
        }
        return batches;
    }

    /** The updates of the whole schedule; an epoch's number depends on which sequences meet in a batch. */
    private int scheduledUpdates() {
        int updates = 0;
        for (int epoch = 1; epoch <= schedule.epochs(); epoch++) {
            for (List<TrainingSequence> batch : batches(data.training(), epoch)) {
                updates = Math.addExact(updates, SegmentSampler.segments(batch, schedule.segmentRows()));
            }
        }
        return updates;
    }

    /**
     * Plans fewer updates than the schedule has if at the speed so far the limit would be passed. Not in the limit's first
     * quarter: the rate follows the plan, and a moment's load must not change what a run that has time enough learns.
     */
    private void fitPlanToLimit(TrainingState state) {
        int made = state.optimiser.updates() - firstUpdate;
        boolean early = elapsed().multipliedBy(EARLY_PARTS).compareTo(limit) < 0;
        if (made < UPDATES_BEFORE_AN_ESTIMATE || early) {
            return;
        }
        double share =
                SHARE_OF_THE_LIMIT * limit.toMillis() / Math.max(1, elapsed().toMillis());
        double possible = Math.min(scheduledUpdates, firstUpdate + made * share);
        state.plannedUpdates = Math.max(state.optimiser.updates(), (int) possible);
    }

    private ValidationLoss validate(NetworkParameters parameters) {
        double[] losses = new double[Horizon.values().length];
        double[] weights = new double[losses.length];
        for (List<TrainingSequence> batch : batches(data.validation(), IN_ORDER)) {
            SegmentSampler sampler = new SegmentSampler(batch, schedule.segmentRows());
            RecurrentBatch recurrent = RecurrentBatch.zeros(parameters.spec(), batch.size());
            for (int index = 0; index < sampler.segments(); index++) {
                SegmentResult result = network.measure(parameters, sampler.segment(index, WARM_ROWS), recurrent);
                recurrent = result.state();
                for (int horizon = 0; horizon < losses.length; horizon++) {
                    losses[horizon] += result.lossSum(horizon);
                    weights[horizon] += result.weight(horizon);
                }
            }
        }
        return new ValidationLoss(losses[0] / weights[0], losses[1] / weights[1], losses[2] / weights[2]);
    }

    private void note(double loss, TrainingState state, TrainingProgress.Listener listener) {
        lossSinceReport += loss;
        updatesSinceReport++;
        if (updatesSinceReport == UPDATES_PER_REPORT) {
            listener.report(progress(state));
        }
    }

    private TrainingProgress progress(TrainingState state) {
        double loss = lossSinceReport / updatesSinceReport;
        lossSinceReport = 0;
        updatesSinceReport = 0;
        return new TrainingProgress(
                state.optimiser.updates(),
                state.plannedUpdates,
                state.epoch,
                schedule.epochs(),
                loss,
                state.latestLoss,
                elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** What a checkpoint must have been made with. */
    private long fingerprint(NetworkParameters start) {
        long hash = data.fingerprint();
        hash = 31 * hash + schedule.hashCode();
        hash = 31 * hash + seed;
        hash = 31 * hash + start.spec().network().toString().hashCode();
        return 31 * hash + Arrays.hashCode(start.values());
    }
}
