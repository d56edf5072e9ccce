package io.surprisal.model.score;

/** A question that is asked of every observation; the answers are counted per series and combined. */
public enum Channel {
    /** How far is the value from the forecast one row ahead, on the scale that the forecast itself gives? */
    SURPRISE(0),
    /** Have the values of the last ten rows been on one side of what was expected 95 rows ago? */
    DRIFT(1),
    /** Has the series been at this level before? */
    LEVEL(2),
    /** Do the residuals of the last twenty rows vary more, or less, than they are used to? */
    VARIABILITY(3);

    /** The number of channels. */
    public static final int COUNT = 4;

    private final int index;

    Channel(int index) {
        this.index = index;
    }

    /** The channel's place where all stand in a row, and its bit in a state's channel mask; it never changes. */
    public int index() {
        return index;
    }
}
