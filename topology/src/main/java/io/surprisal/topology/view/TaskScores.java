package io.surprisal.topology.view;

import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.RowReading;
import io.surprisal.topology.output.Judged;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The highest latest scores of one task's series. One thread writes, any may read.
 *
 * <p>A series that is not among them enters by a score above the floor, which is the lowest of the highest when they were cut
 * back last. So a row of any other series costs one look into a map; and where a series' score falls, the one that should
 * take its place comes in with its own next row after the next cut.
 */
final class TaskScores {

    /** How many are left by a cut. */
    static final int KEPT = 500;

    /** Rows that are taken up between two cuts. */
    private static final int ROWS_BETWEEN_CUTS = 1_000;

    private static final double NO_FLOOR = -1;

    private final Map<String, LatestScore> scores = new ConcurrentHashMap<>();

    // Of the writing thread.
    private double floor = NO_FLOOR;
    private int rows;

    void judged(Judged judged, Observation observation, RowReading row) {
        String series = judged.reading().series();
        @Nullable LatestScore before = scores.get(series);
        if (before == null && judged.verdict().score() <= floor) {
            return;
        }
        scores.put(series, LatestScore.of(before, judged, observation, row));
        rows++;
        if (rows >= ROWS_BETWEEN_CUTS) {
            rows = 0;
            cut();
        }
    }

    private void cut() {
        if (scores.size() <= KEPT) {
            floor = NO_FLOOR;
            return;
        }
        List<LatestScore> highest =
                scores.values().stream().sorted(LatestScores.HIGHEST_FIRST).toList();
        highest.subList(KEPT, highest.size()).forEach(each -> scores.remove(each.series()));
        floor = highest.get(KEPT - 1).score();
    }

    /** A series is no more. */
    void forget(String series) {
        scores.remove(series);
    }

    Collection<LatestScore> all() {
        return scores.values();
    }
}
