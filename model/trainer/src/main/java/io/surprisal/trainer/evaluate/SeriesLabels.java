package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.metric.RowLabels;
import io.surprisal.trainer.evaluate.metric.RowRange;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * One series' labels, put to its rows once all are read: shown every scored row in order, then asked for
 * {@link #rows}. Not thread-safe.
 */
public final class SeriesLabels {

    private static final int FIRST_CAPACITY = 4096;

    private final List<LabelledStretch> stretches;
    private final boolean asWindows;
    private long[] times = new long[FIRST_CAPACITY];
    private long[] indices = new long[FIRST_CAPACITY];
    private int rows;

    SeriesLabels(List<LabelledStretch> stretches, boolean asWindows) {
        this.stretches = stretches;
        this.asWindows = asWindows;
    }

    /** Notes where the current row stands. */
    public void add(SeriesReader row) {
        if (rows == times.length) {
            times = Arrays.copyOf(times, 2 * rows);
            indices = Arrays.copyOf(indices, 2 * rows);
        }
        times[rows] = row.eventTimeMs();
        indices[rows] = row.index();
        rows++;
    }

    /** The labels by row; a stretch without any row is left out. */
    public RowLabels rows() {
        Stream<RowRange> ranges = asWindows
                ? stretches.stream().map(this::window).flatMap(Optional::stream)
                : stretches.stream().flatMap(this::runs);
        return new RowLabels(
                rows, ranges.sorted(Comparator.comparingInt(RowRange::first)).toList(), asWindows);
    }

    /**
     * A window goes from the row at its first time to the row at its last, whatever the times between; clocks go back.
     */
    private Optional<RowRange> window(LabelledStretch stretch) {
        int first = firstRow(time -> time == stretch.first());
        if (first == rows) {
            first = firstRow(time -> time >= stretch.first() && time <= stretch.last());
        }
        int last = first;
        for (int row = first; row < rows; row++) {
            if (times[row] <= stretch.last() && times[row] >= stretch.first()) {
                last = row;
            }
        }
        return first == rows ? Optional.empty() : Optional.of(new RowRange(first, last));
    }

    private int firstRow(LongPredicate wanted) {
        int row = 0;
        while (row < rows && !wanted.test(times[row])) {
            row++;
        }
        return row;
    }

    private Stream<RowRange> runs(LabelledStretch stretch) {
        long[] places = stretch.byTime() ? times : indices;
        BitSet labelled = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            labelled.set(row, places[row] >= stretch.first() && places[row] <= stretch.last());
        }
        return RowLabels.runs(labelled).stream();
    }
}
