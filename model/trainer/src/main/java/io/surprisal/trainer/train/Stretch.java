package io.surprisal.trainer.train;

/**
 * Part of a series that becomes a sequence.
 *
 * @param runInFrom the first row that the normaliser and the profile see
 * @param from the first row that the network sees
 * @param to the row after the last
 * @param weight how much each of its rows counts
 */
record Stretch(int runInFrom, int from, int to, float weight) {

    /** Checks the order. */
    Stretch {
        if (runInFrom < 0 || from < runInFrom || to <= from || !(weight > 0)) {
            throw new IllegalArgumentException("stretch must be 0 <= runInFrom <= from < to of a weight above 0:"
                    + " runInFrom=" + runInFrom + ", from=" + from + ", to=" + to + ", weight=" + weight);
        }
    }
}
