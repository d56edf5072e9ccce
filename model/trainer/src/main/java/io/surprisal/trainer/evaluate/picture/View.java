package io.surprisal.trainer.evaluate.picture;

import io.surprisal.trainer.evaluate.SeriesReport;
import io.surprisal.trainer.evaluate.metric.Incidents;
import io.surprisal.trainer.evaluate.metric.RowRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a series' scored rows that is drawn.
 *
 * @param title what it shows
 * @param rows from 0
 * @param focus the rows that the view is about: an incident, or all
 */
record View(String title, RowRange rows, RowRange focus) {

    /** A series of so few rows is drawn whole only. */
    private static final int FEW_ROWS = 400;

    private static final int LEAST_MARGIN = 60; // rows shown on each side of an incident
    private static final int GREATEST_MARGIN = 300;

    /** The whole series and, where that is long, its longest miss, its first false alarm and its longest find. */
    static List<View> of(SeriesReport series) {
        int rows = (int) series.rows();
        List<View> views = new ArrayList<>();
        if (rows == 0) {
            return views;
        }
        RowRange all = new RowRange(0, rows - 1);
        views.add(new View("all rows", all, all));
        if (rows > FEW_ROWS) {
            Incidents incidents = series.incidents();
            String alarm = series.isLabelled() ? "a false alarm" : "an alert";
            longest(incidents.missed()).ifPresent(stretch -> views.add(around("missed", stretch, rows)));
            incidents.falseAlarms().stream().findFirst().ifPresent(stretch -> views.add(around(alarm, stretch, rows)));
            longest(incidents.found()).ifPresent(stretch -> views.add(around("found", stretch, rows)));
        }
        return views;
    }

    private static Optional<RowRange> longest(List<RowRange> stretches) {
        return stretches.stream().max(Comparator.comparingInt(RowRange::width));
    }

    private static View around(String what, RowRange stretch, int rows) {
        int margin = Math.min(Math.max(stretch.width(), LEAST_MARGIN), GREATEST_MARGIN);
        String title = stretch.width() == 1
                ? what + ", row " + stretch.first()
                : what + ", rows " + stretch.first() + " to " + stretch.last();
        return new View(
                title,
                new RowRange(Math.max(0, stretch.first() - margin), Math.min(rows - 1, stretch.last() + margin)),
                stretch);
    }

    /** Whether it is about all rows that it shows. */
    boolean isWhole() {
        return rows.equals(focus);
    }

    /** Whether a row is what it is about. */
    boolean isAbout(int row) {
        return row >= focus.first() && row <= focus.last();
    }

    /** Whether any row of a stretch is shown. */
    boolean shows(RowRange stretch) {
        return stretch.first() <= rows.last() && stretch.last() >= rows.first();
    }
}
