package io.surprisal.trainer.inject;

import java.util.List;

/**
 * The kinds of incident that can be injected. Strengths are in the unit that each kind names; σ is a feature's standard
 * deviation once its outer 0.5 % on either side are cut to their limit, a usual step its median change from row to row.
 * A feature that was never negative stays so.
 */
public enum IncidentKind {
    /** One row is off, upwards or downwards, by so many σ. */
    SPIKE("spike", "σ", 2, 4, 8),

    /** Eight rows are off by so many σ. */
    BURST("burst", "σ", 1.5, 3, 6),

    /** 100 rows lie so many σ higher. */
    LEVEL_SHIFT_UP("shift up", "σ", 1, 2, 4),

    /** 100 rows lie so many σ lower. */
    LEVEL_SHIFT_DOWN("shift down", "σ", 1, 2, 4),

    /** Over 200 rows the level drifts away by so many σ, and stays there for 80. */
    DRIFT("drift", "σ", 2, 4, 8),

    /** 100 rows with added noise of so many usual steps. */
    VARIANCE("variance", "steps", 2, 4, 8),

    /** The last value stays for so many rows. */
    FLAT_LINE("flat line", "rows", 15, 50, 150),

    /** Four hours of the usual daily peak are missing, to this share of the daily swing. */
    MISSING_PEAK("no peak", "swing", 0.4, 0.7, 1),

    /** Two hours of the usual daily low are as busy as the peak, to this share of the daily swing. */
    OUT_OF_HOURS("off hours", "swing", 0.4, 0.7, 1),

    /** The rows before come again for 150 rows, so many times as fast. */
    CHANGED_PERIOD("period", "x", 0.5, 2, 3),

    /**
     * For so many rows a feature shows what it showed at another time when its level was the same, while the features
     * that it moves with do not: each by itself stays usual. Only where there are several features.
     */
    BROKEN_CORRELATION("relation", "rows", 30, 60, 120),

    /** For so many rows the value is 0. */
    DROPOUT("dropout", "rows", 1, 3, 10);

    private static final int BURST_ROWS = 8;

    private final String text;
    private final String unit;
    private final double low;
    private final double middle;
    private final double high;

    IncidentKind(String text, String unit, double low, double middle, double high) {
        this.text = text;
        this.unit = unit;
        this.low = low;
        this.middle = middle;
        this.high = high;
    }

    /** What it is called in reports, at most ten letters. */
    public String text() {
        return text;
    }

    /** What its strengths count. */
    public String unit() {
        return unit;
    }

    /** The strengths that benches use, the least first; not always the one that is hardest to find. */
    public List<Double> strengths() {
        return List.of(low, middle, high);
    }

    /** What it does to a feature. */
    IncidentShape shape() {
        return switch (this) {
            case SPIKE -> new Bump(1);
            case BURST -> new Bump(BURST_ROWS);
            case LEVEL_SHIFT_UP -> new LevelShift(1);
            case LEVEL_SHIFT_DOWN -> new LevelShift(-1);
            case DRIFT -> new Drift();
            case VARIANCE -> new AddedNoise();
            case FLAT_LINE -> new FlatLine();
            case MISSING_PEAK -> new DailyIncident(DailyIncident.Hours.PEAK);
            case OUT_OF_HOURS -> new DailyIncident(DailyIncident.Hours.LOW);
            case CHANGED_PERIOD -> new ChangedPeriod();
            case BROKEN_CORRELATION -> new OtherTime();
            case DROPOUT -> new Dropout();
        };
    }
}
