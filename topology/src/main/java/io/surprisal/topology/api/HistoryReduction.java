package io.surprisal.topology.api;

import io.surprisal.topology.view.HistoryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * So many rows of a history that a picture of them looks like one of all. While there are few, all stay; beyond that, of
 * each of equally long stretches the lowest and the highest value, the highest score, and every alert.
 */
final class HistoryReduction {

    /** Rows of a stretch, alerts left out. */
    private static final int EACH = 3;

    /**
     * A row.
     *
     * @param eventTimeMs of it
     */
    record Timed(long eventTimeMs, HistoryRow row) {}

    private static final class Stretch {
        private final List<Timed> alerts = new ArrayList<>();
        private Timed lowest;
        private Timed highest;
        private Timed rarest;

        Stretch(Timed first) {
            lowest = first;
            highest = first;
            rarest = first;
        }

        void add(Timed next) {
            // Comparisons with NaN, a missing value, are false.
            lowest = next.row().observed(0) < lowest.row().observed(0) ? next : lowest;
            highest = next.row().observed(0) > highest.row().observed(0) ? next : highest;
            rarest = next.row().score() > rarest.row().score() ? next : rarest;
            if (next.row().isAlert()) {
                alerts.add(next);
            }
        }

        void into(Map<Long, HistoryRow> rows) {
            for (Timed each : List.of(lowest, highest, rarest)) {
                rows.put(each.eventTimeMs(), each.row());
            }
            alerts.forEach(each -> rows.put(each.eventTimeMs(), each.row()));
        }
    }

    private final long from;
    private final long to;
    private final int points;
    private final TreeMap<Long, HistoryRow> all = new TreeMap<>();
    private final TreeMap<Integer, Stretch> stretches = new TreeMap<>();
    private long first = Long.MAX_VALUE;
    private long rows;

    /**
     * Of the rows of a span of event time.
     *
     * @param points how many rows are left at about the most
     */
    HistoryReduction(long from, long to, int points) {
        this.from = from;
        this.to = to;
        this.points = points;
    }

    void add(long eventTimeMs, HistoryRow row) {
        rows++;
        first = Math.min(first, eventTimeMs);
        if (rows <= points) {
            all.put(eventTimeMs, row);
            return;
        }
        all.forEach((time, each) -> reduce(new Timed(time, each)));
        all.clear();
        reduce(new Timed(eventTimeMs, row));
    }

    private void reduce(Timed timed) {
        int count = Math.max(1, points / EACH);
        // Rows may begin long after the span does.
        double part = (double) (timed.eventTimeMs() - first) / (to - first + 1);
        Stretch stretch = stretches.computeIfAbsent((int) (part * count), at -> new Stretch(timed));
        stretch.add(timed);
    }

    /** Rows that there are. */
    long rows() {
        return rows;
    }

    /** Whether rows were left out. */
    boolean isReduced() {
        return rows > points;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /** Those that are left, in the order of their event times. */
    List<Timed> left() {
        TreeMap<Long, HistoryRow> left = new TreeMap<>(all);
        stretches.values().forEach(stretch -> stretch.into(left));
        List<Timed> list = new ArrayList<>(left.size());
        left.forEach((time, row) -> list.add(new Timed(time, row)));
        return list;
    }
}
