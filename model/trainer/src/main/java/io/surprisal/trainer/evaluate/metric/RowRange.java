package io.surprisal.trainer.evaluate.metric;

/**
 * A stretch of rows of one series.
 *
 * @param first from 0
 * @param last included
 */
public record RowRange(int first, int last) {

    /** Checks the order. */
    public RowRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "a range of rows must not end before it begins: first=" + first + ", last=" + last);
        }
    }

    /** Number of rows. */
    public int width() {
        return last - first + 1;
    }

    /** Whether a row is in both. */
    public boolean overlaps(RowRange other) {
        return first <= other.last && other.first <= last;
    }
}
