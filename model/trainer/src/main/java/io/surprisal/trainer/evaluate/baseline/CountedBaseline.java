package io.surprisal.trainer.evaluate.baseline;

import java.util.function.Supplier;

/** Turns a memory's surprise into score and alert by one rule, {@value #RULE}. */
final class CountedBaseline implements Baseline {

    static final String RULE = "alert where the counted tail probability of the key's own surprise is at most 1 in"
            + " 1,000, then 40 rows of silence; the first 50 rows are warm-up";

    private static final int WARM_UP_ROWS = 50;
    private static final int REFRACTORY_ROWS = 40;
    private static final double THRESHOLD = 0.5;

    /** Score = 1 − 2^(−A/3) = 1 − p^(log10(2)/3), the detector's own scale. */
    private static final double EXPONENT = StrictMath.log10(2) / 3;

    private final String name;
    private final RowSurprise memory;
    private final CountedTail tail;
    private boolean inHistory;
    private int silence;
    private double score;
    private boolean alert;

    CountedBaseline(String name, RowSurprise memory) {
        this.name = name;
        this.memory = memory;
        this.tail = new CountedTail();
    }

    private CountedBaseline(CountedBaseline other) {
        name = other.name;
        memory = other.memory.copy();
        tail = new CountedTail(other.tail);
        inHistory = other.inHistory;
        silence = other.silence;
        score = other.score;
        alert = other.alert;
    }

    static CountedBaseline ofFeatures(String name, int features, Supplier<Surprise> memory) {
        return new CountedBaseline(name, new GreatestOfFeatures(features, memory));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void learn(long eventTimeMs, double[] values) {
        inHistory = true;
        judge(eventTimeMs, values);
    }

    @Override
    public void observe(long eventTimeMs, double[] values) {
        if (inHistory) {
            memory.endHistory();
            inHistory = false;
        }
        judge(eventTimeMs, values);
    }

    private void judge(long eventTimeMs, double[] values) {
        double surprise = memory.of(eventTimeMs, values);
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

    @Override
    public double score() {
        return score;
    }

    @Override
    public boolean alert() {
        return alert;
    }

    @Override
    public Baseline copy() {
        return new CountedBaseline(this);
    }
}
