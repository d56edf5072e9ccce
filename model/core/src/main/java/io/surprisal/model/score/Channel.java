package io.surprisal.model.score;

import java.util.List;

/**
 * A question that is asked of every row; the answers are counted per series and combined. A series of one feature is
 * asked the first five, one of several features the last four, which look at all features at once.
 */
public enum Channel {
    /** How far is the value from the forecast one row ahead, on the scale that the forecast itself gives? */
    SURPRISE(0),
    /** Have the values of the last ten rows been on one side of what was expected 95 rows ago? */
    DRIFT(1),
    /** Has the series been at this level before? */
    LEVEL(2),
    /** Does the value move more, or less, over the last twenty rows than it is used to? */
    VARIABILITY(3),
    /** Have the last ten rows been surprising, all together? */
    SUSTAINED(4),

    /** Are the three features that are least like themselves unlike themselves? */
    LARGEST(5),
    /** Are the residuals of all features large, all together? */
    OVERALL(7),
    /** Have they been, over the last ten rows? */
    OVERALL_SUSTAINED(8),
    /** Has a feature, over the last ten rows, not gone with the others as it used to? */
    RELATION(9);

    /** The channels of a series of one feature. */
    public static final List<Channel> OF_ONE = List.of(SURPRISE, DRIFT, LEVEL, VARIABILITY, SUSTAINED);

    /** The channels of a series of several features. */
    public static final List<Channel> OF_SEVERAL = List.of(LARGEST, OVERALL, OVERALL_SUSTAINED, RELATION);

    private final int index;

    Channel(int index) {
        this.index = index;
    }

    /** The channel's bit in a state's channel mask; it never changes, and 6 and 10 had a meaning once. */
    public int index() {
        return index;
    }

    /** The channels of a series. */
    public static List<Channel> of(boolean univariate) {
        return univariate ? OF_ONE : OF_SEVERAL;
    }
}
