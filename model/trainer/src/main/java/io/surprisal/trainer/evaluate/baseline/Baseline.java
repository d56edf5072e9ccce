package io.surprisal.trainer.evaluate.baseline;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A simple detector on one series. All baselines turn their surprise into score and alert by one rule,
 * {@value #RULE}.
 *
 * <p>Missing values are passed over. Not thread-safe.
 */
public final class Baseline {

    /** The rule in words, to be printed beside figures. */
    public static final String RULE =
            "alert where the counted tail probability of the key's own surprise is at most 1 in 1,000,"
                    + " then 40 rows of silence; the first 50 rows are warm-up";

    private static final int WARM_UP_ROWS = 50;
    private static final int REFRACTORY_ROWS = 40;
    private static final double THRESHOLD = 0.5;

    /** Score = 1 − 2^(−A/3) = 1 − p^(log10(2)/3), the detector's own scale. */
    private static final double EXPONENT = StrictMath.log10(2) / 3;

    private final String name;
    private final List<Surprise> features;
    private final CountedTail tail = new CountedTail();
    private int silence;
    private double score;
    private boolean alert;

    private Baseline(String name, int features, Supplier<Surprise> memory) {
        this.name = name;
        this.features =
                IntStream.range(0, features).mapToObj(feature -> memory.get()).toList();
    }

    /** All baselines, each for one series of F features. */
    public static List<Baseline> all(int features) {
        return Stream.of(
                        new Baseline("persistence", features, Persistence::new),
                        new Baseline("EWMA residual", features, EwmaResidual::new),
                        new Baseline("hour-of-day profile", features, SeasonalProfile::new),
                        new Baseline("moving median", features, MovingMedian::new))
                .toList();
    }

    /**
     * Judges the next row: {@link #score()} and {@link #alert()} are then of this row. The surprise of several features
     * is the greatest of theirs.
     *
     * @param values [F], NaN where missing
     */
    public void observe(long eventTimeMs, double[] values) {
        double surprise = -1;
        for (int feature = 0; feature < values.length; feature++) {
            if (Double.isFinite(values[feature])) {
                surprise = Math.max(surprise, features.get(feature).of(eventTimeMs, values[feature]));
            }
        }
        score = 0;
        alert = false;
        silence = Math.max(0, silence - 1);
        if (surprise < 0) {
            return;
        }
        boolean warm = tail.rows() >= WARM_UP_ROWS;
        double probability = tail.probability(surprise);
        if (warm) {
            score = 1 - StrictMath.pow(Math.min(1, probability), EXPONENT);
            alert = score >= THRESHOLD && silence == 0;
            silence = alert ? REFRACTORY_ROWS + 1 : silence;
        }
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** The last row's score, in [0, 1). */
    public double score() {
        return score;
    }

    /** Whether the last row was an alert. */
    public boolean alert() {
        return alert;
    }
}
