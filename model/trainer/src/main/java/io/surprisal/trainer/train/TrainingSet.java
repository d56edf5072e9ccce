package io.surprisal.trainer.train;

import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences to learn from and sequences to check on.
 *
 * @param training what the gradients come from
 * @param validation what decides which epoch was the best
 */
public record TrainingSet(List<TrainingSequence> training, List<TrainingSequence> validation) {

    private static final double VALIDATION_SHARE = 0.04;
    /** Of the sequences of a set of real series, so many more are checked on. */
    private static final double REAL_VALIDATION_SHARE = 0.1;

    private static final int FEWEST_FOR_VALIDATION = 1;
    private static final int MOST_FOR_VALIDATION = 128;
    private static final long DIVISION_STREAM = -1;

    /** Owns its lists. */
    public TrainingSet {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        if (training.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException("training needs sequences to learn from and to check on: training="
                    + training.size() + ", validation=" + validation.size());
        }
    }

    /**
     * What a new network learns and is checked on, by a mix of made-up and real series. Made-up ones are divided at random:
     * they know nothing of each other. Real ones are divided by time, each by itself. If no real series is long enough for
     * that and there are no made-up ones, the real sequences are divided at random.
     *
     * @param sets of real series, each of which counts alike
     * @throws BadDataException if there is too little to learn from
     */
    static TrainingSet of(DataMix mix, List<List<SeriesHistory>> sets, SequenceSampler sampler, long seed) {
        List<TrainingSequence> synthetic = sampler.synthetic(mix.syntheticSeries());
        List<TrainingSequence> learnt = learnt(mix, sets, sampler);
        List<TrainingSequence> checked = checked(mix, sets, sampler);
        requireEnough(synthetic.size() + learnt.size());
        if (synthetic.size() < 2) {
            learnt.addAll(synthetic);
            return checked.isEmpty() ? divide(learnt, seed) : new TrainingSet(learnt, checked);
        }
        TrainingSet divided = divide(synthetic, seed);
        learnt.addAll(0, divided.training());
        checked.addAll(0, divided.validation());
        return new TrainingSet(learnt, checked);
    }

    /**
     * What a network learns that is trained on, and is checked on: real rows alone decide, made-up series are there against
     * forgetting. If no real series is long enough to be divided, as for a new network.
     *
     * @param sets of real series, each of which counts alike
     * @throws BadDataException if there is too little to learn from
     */
    static TrainingSet ofContinued(DataMix mix, List<List<SeriesHistory>> sets, SequenceSampler sampler, long seed) {
        List<TrainingSequence> checked = checked(mix, sets, sampler);
        if (checked.isEmpty()) {
            return of(mix, sets, sampler, seed);
        }
        List<TrainingSequence> learnt = learnt(mix, sets, sampler);
        learnt.addAll(0, sampler.synthetic(mix.syntheticSeries()));
        return new TrainingSet(learnt, checked);
    }

    private static List<TrainingSequence> learnt(DataMix mix, List<List<SeriesHistory>> sets, SequenceSampler sampler) {
        List<TrainingSequence> learnt = new ArrayList<>();
        for (int set = 0; set < sets.size(); set++) {
            learnt.addAll(sampler.real(sets.get(set), mix.sequencesPerSet(), set));
        }
        return learnt;
    }

    private static List<TrainingSequence> checked(
            DataMix mix, List<List<SeriesHistory>> sets, SequenceSampler sampler) {
        int ofEachSet = (int) Math.ceil(REAL_VALIDATION_SHARE * mix.sequencesPerSet());
        List<TrainingSequence> checked = new ArrayList<>();
        for (int set = 0; set < sets.size(); set++) {
            checked.addAll(sampler.validation(sets.get(set), ofEachSet, set));
        }
        return checked;
    }

    private static void requireEnough(int sequences) {
        if (sequences < 2) {
            throw new BadDataException(
                    "there is nothing to learn from: give --data with more rows, or synthetic series");
        }
    }

    /**
     * Divides sequences at random.
     *
     * @param sequences at least two
     * @param seed the same seed divides the same sequences alike
     */
    public static TrainingSet divide(List<TrainingSequence> sequences, long seed) {
        int[] order = IntStream.range(0, sequences.size()).toArray();
        new RandomSource(seed, DIVISION_STREAM).shuffle(order);
        int wished = (int) (VALIDATION_SHARE * order.length);
        int validation = Math.min(MOST_FOR_VALIDATION, Math.max(FEWEST_FOR_VALIDATION, wished));
        return new TrainingSet(
                pick(sequences, Arrays.copyOfRange(order, Math.min(validation, order.length), order.length)),
                pick(sequences, Arrays.copyOf(order, Math.min(validation, order.length))));
    }

    private static List<TrainingSequence> pick(List<TrainingSequence> sequences, int[] indexes) {
        List<TrainingSequence> picked = new ArrayList<>();
        for (int index : indexes) {
            picked.add(sequences.get(index));
        }
        return picked;
    }

    /** The network's inputs, I. */
    public int inputSize() {
        return training.get(0).inputSize();
    }

    /** A number that changes with the data, so that a training is not resumed on other data. */
    long fingerprint() {
        long hash = 0;
        for (TrainingSequence sequence : training) {
            hash = 31 * hash + sequence.fingerprint();
        }
        for (TrainingSequence sequence : validation) {
            hash = 31 * hash + sequence.fingerprint();
        }
        return hash;
    }
}
