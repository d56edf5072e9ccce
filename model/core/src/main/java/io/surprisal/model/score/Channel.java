package io.surprisal.model.score;

/** A question that is asked of every observation; the answers are counted per series and combined. */
public enum Channel {
    /** How far is the value from the forecast one row ahead, on the scale that the forecast itself gives? */
    SURPRISE,
    /** Have the values of the last ten rows been on one side of what was expected 95 rows ago? */
    DRIFT,
    /** Has the series been at this level before? */
    LEVEL,
    /** Do the residuals of the last twenty rows vary more, or less, than they are used to? */
    VARIABILITY;

    /** The number of channels. */
    public static final int COUNT = values().length;
}
