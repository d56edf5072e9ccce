package io.surprisal.trainer.train;

import io.surprisal.model.ModelSpec;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.synthetic.RandomSource;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses what is learnt: made-up series, and stretches of real ones at random places. Every set of real series gets the
 * same number of sequences however large it is, every series of a set its turn. The last rows of each real series that is
 * long enough are held back for validation and calibration ({@link HeldBack}).
 *
 * <p>All choices follow from the seed.
 */
final class SequenceSampler {

    /** Rows of a sequence. */
    static final int ROWS = 2000;

    /** Rows that the normaliser sees before a stretch from the middle of a series: twice its memory. */
    private static final int RUN_IN_ROWS = 8000;
    /** A series that has fewer rows than half a sequence counts more: there is nothing else of it. */
    private static final float SHORT_SERIES_WEIGHT = 3;
    /** A series of so many rows is also seen as if it had been sampled less often. */
    private static final int ROWS_FOR_THINNING = 20_000;

    private static final double THINNED_SHARE = 1.0 / 3;
    private static final double FROM_START_SHARE = 0.25;
    /** Features of one stretch that become sequences: more would be near copies in the same batch. */
    private static final int FEATURES_OF_A_STRETCH = 4;

    /** After so many rounds over all series without a single sequence there is no more to be had. */
    private static final int BARREN_ROUNDS = 10;

    /** Streams of the seed below those of the synthetic series. */
    private static final long FIRST_STREAM_OF_SETS = -100;

    private static final long FIRST_STREAM_OF_VALIDATION = -1_000_000;

    private final SequenceRecorder recorder;
    private final long seed;

    private SequenceSampler(ModelSpec spec, long seed, TrainingIncidents incidents) {
        this.recorder = new SequenceRecorder(spec, incidents);
        this.seed = seed;
    }

    /** With incidents among the rows, for a network that is to serve any series. */
    static SequenceSampler withIncidents(ModelSpec spec, long seed) {
        return new SequenceSampler(spec, seed, TrainingIncidents.of(seed));
    }

    /** With the rows as they are. */
    static SequenceSampler plain(ModelSpec spec, long seed) {
        return new SequenceSampler(spec, seed, TrainingIncidents.none());
    }

    /** Made-up series, number 0 to count - 1 of the seed. */
    List<TrainingSequence> synthetic(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> recorder.record(
                        SyntheticSeries.generate(seed, number, ROWS, SyntheticSeries.TRAINING_ANOMALY_SHARE)))
                .toList();
    }

    /**
     * Stretches of real series.
     *
     * @param set one set; what is held back of it is left alone
     * @param count sequences wished for; fewer if all series are short
     * @param stream tells sets apart, so that they are sampled independently
     */
    List<TrainingSequence> real(List<SeriesHistory> set, int count, int stream) {
        RandomSource random = new RandomSource(seed, FIRST_STREAM_OF_SETS - stream);
        List<SeriesHistory> seen = set.stream().map(HeldBack::before).toList();
        boolean endless = seen.stream().anyMatch(SequenceSampler::isLong);
        int[] order = IntStream.range(0, seen.size()).toArray();
        random.shuffle(order);
        List<TrainingSequence> sequences = new ArrayList<>();
        int barren = 0; // turns in a row that gave nothing: all rows of the stretch are missing
        for (int turn = 0;
                sequences.size() < count && (endless || turn < order.length) && barren < BARREN_ROUNDS * order.length;
                turn++) {
            SeriesHistory history = seen.get(order[turn % order.length]);
            int before = sequences.size();
            if (isLong(history)) {
                sequences.addAll(stretch(history, random));
            } else if (turn < order.length && !history.rows().isEmpty()) {
                sequences.addAll(whole(history, random));
            }
            barren = sequences.size() > before ? 0 : barren + 1;
        }
        return sequences.subList(0, Math.min(count, sequences.size()));
    }

    /**
     * Stretches of real series to check on, each after all that is learnt of its series; none of the series that are too
     * short to be divided.
     *
     * @param set one set, as for {@link #real}
     * @param count sequences wished for; fewer if there are not so many features
     * @param stream tells sets apart
     */
    List<TrainingSequence> validation(List<SeriesHistory> set, int count, int stream) {
        RandomSource random = new RandomSource(seed, FIRST_STREAM_OF_VALIDATION - stream);
        List<SeriesHistory> divided = new ArrayList<>(set);
        divided.removeIf(history -> HeldBack.validationFrom(history) == HeldBack.from(history));
        int[] order = IntStream.range(0, divided.size()).toArray();
        random.shuffle(order);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int turn = 0; sequences.size() < count && turn < order.length; turn++) {
            SeriesHistory history = divided.get(order[turn]);
            int first = HeldBack.validationFrom(history);
            int end = HeldBack.from(history);
            int from = end - first <= ROWS ? first : first + random.below(end - first - ROWS + 1);
            int warm = Math.max(0, from - TrainingRun.WARM_ROWS); // seen, not judged
            Stretch stretch = new Stretch(Math.max(0, warm - RUN_IN_ROWS), warm, Math.min(end, from + ROWS), 1);
            sequences.addAll(recorder.record(history, stretch, features(history, random)));
        }
        return sequences.subList(0, Math.min(count, sequences.size()));
    }

    private static boolean isLong(SeriesHistory history) {
        return history.rows().size() > ROWS;
    }

    private List<TrainingSequence> whole(SeriesHistory history, RandomSource random) {
        int rows = history.rows().size();
        float weight = rows < ROWS / 2 ? SHORT_SERIES_WEIGHT : 1;
        return recorder.record(history, new Stretch(0, 0, rows, weight), features(history, random));
    }

    private List<TrainingSequence> stretch(SeriesHistory history, RandomSource random) {
        SeriesHistory seen = history;
        if (history.rows().size() >= ROWS_FOR_THINNING && random.chance(THINNED_SHARE)) {
            int step = (int) random.oneOf(5, 5, 10);
            seen = history.everyNth(step, random.below(step));
        }
        int last = seen.rows().size() - ROWS;
        int from = random.chance(FROM_START_SHARE) || last <= 0 ? 0 : random.below(last + 1);
        int to = Math.min(seen.rows().size(), from + ROWS);
        return recorder.record(seen, new Stretch(Math.max(0, from - RUN_IN_ROWS), from, to, 1), features(seen, random));
    }

    private static List<Integer> features(SeriesHistory history, RandomSource random) {
        int[] order = IntStream.range(0, history.features().size()).toArray();
        random.shuffle(order);
        return IntStream.of(order).limit(FEATURES_OF_A_STRETCH).boxed().toList();
    }
}
