package io.surprisal.model.score;

import io.surprisal.model.math.Functions;

/**
 * The one scale on which all scores are: 1 − 2^(−A/3), where A is the negative decimal logarithm of the nominal
 * false-alarm rate per row. One row in 1,000 is 0.5, one in a million 0.75.
 */
public final class ScoreScale {

    private static final double RARITY_AT_HALF = 3;

    private ScoreScale() {}

    /** The score of a rarity A, at least 0 and below 1. */
    public static double score(double rarity) {
        return Math.min(1 - Functions.exp2(-rarity / RARITY_AT_HALF), Math.nextDown(1.0));
    }
}
