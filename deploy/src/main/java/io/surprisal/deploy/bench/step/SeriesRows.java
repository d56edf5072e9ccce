package io.surprisal.deploy.bench.step;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows of made-up series in turns, each taken in as the topology does it: the state is copied from what a store would hold,
 * judged, and kept again. A daily wave with noise, every ten minutes; all series have left their warm-up behind.
 */
public final class SeriesRows {

    private static final int SERIES = 256;
    /** Rows that every state has seen. */
    public static final int WARM_ROWS = 300;

    private static final long START_MS = 1_700_000_000_000L;
    private static final long STEP_MS = 600_000;
    private static final double DAY_MS = 86_400_000;
    private static final int NOISES = 1 << 14;
    private static final double[] NOISE = noise();
    private static final double[] WAVE = wave(); // of a day, so that a row's making takes no part of its time

    private final Detector detector;
    private final byte[][] states = new byte[SERIES][];
    private final int features;
    private long done;
    private double sum;

    SeriesRows(ModelSnapshot model, int features) {
        this.features = features;
        detector = new Detector(model, featureNames(features), Explain.ALERTS);
        for (int series = 0; series < SERIES; series++) {
            states[series] = detector.newState();
        }
        run(SERIES * WARM_ROWS);
    }

    /** States of series that have left their warm-up behind, as a store holds them. */
    public static List<byte[]> states(ModelSnapshot model, int features) {
        return List.of(new SeriesRows(model, features).states);
    }

    /** The names of the features: f0, f1 and so on. */
    public static List<String> featureNames(int features) {
        return IntStream.range(0, features).mapToObj(feature -> "f" + feature).toList();
    }

    /** Takes in so many rows. */
    void run(int rows) {
        for (int row = 0; row < rows; row++) {
            int series = (int) (done % SERIES);
            SeriesState state = SeriesState.wrap(states[series].clone());
            Verdict verdict = detector.detect(state, observation(done / SERIES));
            sum += verdict.score();
            states[series] = state.bytes();
            done++;
        }
    }

    /** A state as a store holds it; not a copy. */
    byte[] state(int index) {
        return states[index % SERIES];
    }

    /** Bytes of a state. */
    int stateBytes() {
        return states[0].length;
    }

    /** The sum of all scores, so that no compiler thinks that nobody reads them. */
    double sum() {
        return sum;
    }

    private Observation observation(long row) {
        double[] values = new double[features];
        for (int feature = 0; feature < features; feature++) {
            values[feature] = value(row, done * 31 + feature * 7L);
        }
        return Observation.of(timeMs(row), values);
    }

    /** Event time of a row. */
    public static long timeMs(long row) {
        return START_MS + row * STEP_MS;
    }

    /**
     * A value of a row.
     *
     * @param salt chooses its noise
     */
    public static double value(long row, long salt) {
        return 50 + WAVE[(int) (row % WAVE.length)] + NOISE[(int) (salt & (NOISES - 1))];
    }

    private static double[] wave() {
        double[] wave = new double[(int) (DAY_MS / STEP_MS)];
        for (int row = 0; row < wave.length; row++) {
            wave[row] = 10 * Math.sin(2 * Math.PI * (timeMs(row) % DAY_MS) / DAY_MS);
        }
        return wave;
    }

    private static double[] noise() {
        Random random = new Random(1);
        double[] noise = new double[NOISES];
        for (int index = 0; index < NOISES; index++) {
            noise[index] = random.nextGaussian();
        }
        return noise;
    }
}
