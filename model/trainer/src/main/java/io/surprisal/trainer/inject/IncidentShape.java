package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/** What a kind of incident does to one feature. Knows no state: all that is random comes from outside. */
interface IncidentShape {

    /** How many rows an incident of this strength changes. */
    int rows(FeatureColumn column, double strength);

    /** Whether such an incident would be one in this feature, rather than business as usual or impossible. */
    boolean fits(FeatureColumn column, double strength);

    /** Whether it may begin at this row. */
    default boolean mayBegin(FeatureColumn column, int row) {
        return true;
    }

    /** Whether several features may be hit at once. */
    default boolean hitsSeveral() {
        return true;
    }

    /**
     * Changes the rows.
     *
     * @param first the first row
     * @param changed the rows' values as they are, to be overwritten, [rows]; NaN is to stay
     */
    void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed);
}
