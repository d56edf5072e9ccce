package io.surprisal.trainer.evaluate.metric;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What is known of one series' scored rows.
 *
 * @param rows how many there are
 * @param stretches the labelled stretches in order of their rows, as they were given: two may touch
 * @param asWindows whether they are windows around incidents, as the Numenta Anomaly Benchmark draws them
 */
public record RowLabels(int rows, List<RowRange> stretches, boolean asWindows) {

    /** Checks that all stretches are within the rows. */
    public RowLabels {
        stretches = List.copyOf(stretches);
        for (RowRange stretch : stretches) {
            if (stretch.last() >= rows) {
                throw new IllegalArgumentException(
                        "labelled rows must be rows of the series: rows=" + rows + ", " + stretch);
            }
        }
    }

    /** The anomalous rows; a new set. */
    public BitSet anomalous() {
        BitSet anomalous = new BitSet(rows);
        stretches.forEach(stretch -> anomalous.set(stretch.first(), stretch.last() + 1));
        return anomalous;
    }

    /** Maximal runs of set bits, in order. */
    public static List<RowRange> runs(BitSet rows) {
        List<RowRange> runs = new ArrayList<>();
        for (int first = rows.nextSetBit(0); first >= 0; ) {
            int behind = rows.nextClearBit(first);
            runs.add(new RowRange(first, behind - 1));
            first = rows.nextSetBit(behind);
        }
        return runs;
    }
}
