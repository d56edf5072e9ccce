package io.surprisal.trainer.bench.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * Some rows ahead that are counted together.
 *
 * @param first the nearest of them, from 1
 * @param last the farthest of them
 */
public record LeadRange(int first, int last) {

    private static final int[] ENDS = {1, 6, 23, 24, 95, 96};

    /** The ranges that so many rows are divided into: the network's own horizons by themselves, and what is between. */
    static List<LeadRange> upTo(int rows) {
        List<LeadRange> ranges = new ArrayList<>();
        int first = 1;
        for (int end : ENDS) {
            if (first <= rows) {
                ranges.add(new LeadRange(first, Math.min(end, rows)));
            }
            first = end + 1;
        }
        if (first <= rows) {
            ranges.add(new LeadRange(first, rows));
        }
        return ranges;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
