package io.surprisal.trainer.train.page;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.train.calibrate.CalibrationSeries;
import io.surprisal.trainer.train.calibrate.CalibrationSet;

/** How many of a set's held-back rows reach each nominal rate, 10^(−A) for A in steps from 0 on. */
final class RateCount {

    static final double STEP = 0.1; // of A
    static final double GREATEST = 5; // A
    private static final long MOST_ROWS = 100_000; // of one set: a picture needs no more

    private static final long FEWEST = 5; // rows by which a rate can be told

    private final long[] atLeast = new long[(int) Math.round(GREATEST / STEP) + 1];
    private final String name;
    private long rows;

    private RateCount(String name) {
        this.name = name;
    }

    /** Counts rows of a set, series by series until there are enough. */
    static RateCount of(String name, CalibrationSet set, ModelSnapshot model) {
        RateCount count = new RateCount(name);
        int series = set.series().size();
        for (int place = 0; place < series && count.rows < MOST_ROWS; place++) {
            count.add(set.series().get(place), model);
        }
        return count;
    }

    private void add(CalibrationSeries series, ModelSnapshot model) {
        Detector detector = new Detector(model, series.history().features().size());
        SeriesState state = SeriesState.wrap(detector.newState());
        for (int row = series.from(); row < series.to(); row++) {
            Verdict verdict = detector.detect(state, series.history().rows().get(row));
            if (row >= series.countedFrom() && verdict instanceof Verdict.Scored scored) {
                rows++;
                int reached = (int) Math.min(scored.rarity() / STEP, atLeast.length - 1.0);
                for (int level = 0; level <= reached; level++) {
                    atLeast[level]++;
                }
            }
        }
    }

    String name() {
        return name;
    }

    long rows() {
        return rows;
    }

    /** The share of rows that reach A = level · {@link #STEP}; NaN without any row. */
    double rate(int level) {
        return rows == 0 ? Double.NaN : (double) atLeast[level] / rows;
    }

    /** Whether enough rows reach a level for its rate to be told. */
    boolean isKnown(int level) {
        return atLeast[level] >= FEWEST;
    }

    /** The number of levels. */
    int levels() {
        return atLeast.length;
    }
}
