package io.surprisal.trainer.evaluate.picture;

import io.surprisal.model.detect.Verdict;
import io.surprisal.trainer.evaluate.SeriesReport;
import io.surprisal.trainer.evaluate.metric.Incidents;
import io.surprisal.trainer.evaluate.metric.RowRange;
import io.surprisal.trainer.report.Chart;
import io.surprisal.trainer.report.Envelope;
import io.surprisal.trainer.report.Interval;
import io.surprisal.trainer.report.Mark;
import io.surprisal.trainer.report.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws the views of one series: values with the expected band, below them the score. */
final class SeriesPicture {

    private static final int MOST_FEATURES = 3;
    private static final int VALUE_HEIGHT = 150;
    private static final int FEATURE_HEIGHT = 90;
    private static final int SCORE_HEIGHT = 70;
    private static final double LEAST_TOP_SCORE = 0.65;

    private final SeriesReport series;
    private final Incidents incidents;

    SeriesPicture(SeriesReport series) {
        this.series = series;
        this.incidents = series.incidents();
    }

    String html(List<Recording> recordings) {
        StringBuilder html = new StringBuilder(Markup.paragraph("note", summary()));
        recordings.forEach(recording -> html.append(figure(recording)));
        return html.toString();
    }

    private String summary() {
        if (!series.isLabelled()) {
            return text("%,d rows, %,d alerts; no labels", series.rows(), series.alerts());
        }
        return text(
                "%,d rows; %d of %d anomalies found, %d missed; %d false alarms",
                series.rows(),
                incidents.found().size(),
                incidents.found().size() + incidents.missed().size(),
                incidents.missed().size(),
                incidents.falseAlarms().size());
    }

    private String figure(Recording recording) {
        StringBuilder html = new StringBuilder("<figure>\n<figcaption>");
        html.append(Markup.escape(caption(recording))).append("</figcaption>\n");
        List<Integer> features = recording.top(MOST_FEATURES);
        int height = features.size() == 1 ? VALUE_HEIGHT : FEATURE_HEIGHT;
        for (int place = 0; place < features.size(); place++) {
            html.append(values(recording, features.get(place), height, place == 0));
        }
        return html.append(score(recording)).append("</figure>\n").toString();
    }

    private String caption(Recording recording) {
        List<String> parts = new ArrayList<>();
        for (int feature : recording.top(MOST_FEATURES)) {
            if (recording.share(feature) > 0 && recording.share(feature) < 1) {
                parts.add(text("%s %.0f %%", recording.name(feature), 100 * recording.share(feature)));
            }
        }
        String title = recording.view().title();
        return parts.isEmpty() ? title : title + "; contributed most: " + String.join(", ", parts);
    }

    private String values(Recording recording, int feature, int height, boolean marked) {
        Envelope observed = recording.observed(feature);
        Chart chart = chart(
                recording, recording.name(feature), Interval.around(observed.least(), observed.greatest()), height);
        drawSpans(chart, recording.view());
        chart.band("band", recording.lower(feature), recording.upper(feature)).curve("value", observed);
        if (marked) {
            drawMarks(chart, recording.view());
        }
        return chart.svg();
    }

    private String score(Recording recording) {
        double top = Math.max(LEAST_TOP_SCORE, 1.05 * recording.score().greatest());
        Chart chart = chart(recording, "score", new Interval(0, Math.min(top, 1)), SCORE_HEIGHT);
        drawSpans(chart, recording.view());
        chart.level(Verdict.THRESHOLD, "alert from " + Verdict.THRESHOLD).curve("score", recording.score());
        recording.ticks().forEach((row, time) -> chart.tick(row, time));
        return chart.svg();
    }

    private Chart chart(Recording recording, String name, Interval ys, int height) {
        RowRange rows = recording.view().rows();
        String description =
                name + " of " + series.key() + ", " + recording.view().title() + ". " + summary();
        return new Chart(description, new Interval(rows.first() - 0.5, rows.last() + 0.5), ys, height).title(name);
    }

    private void drawSpans(Chart chart, View view) {
        draw(chart, view, incidents.found(), Mark.FOUND, "found");
        draw(chart, view, incidents.missed(), Mark.MISSED, "missed");
    }

    private static void draw(Chart chart, View view, List<RowRange> stretches, Mark mark, String what) {
        for (RowRange stretch : stretches) {
            if (view.shows(stretch)) {
                chart.span(
                        mark,
                        stretch.first() - 0.5,
                        stretch.last() + 0.5,
                        text("anomaly, %s: rows %d to %d", what, stretch.first(), stretch.last()));
            }
        }
    }

    private void drawMarks(Chart chart, View view) {
        RowRange shown = view.rows();
        for (RowRange missed : incidents.missed()) {
            if (view.shows(missed)) {
                double middle = (Math.max(missed.first(), shown.first()) + Math.min(missed.last(), shown.last())) / 2.0;
                chart.mark(Mark.MISSED, middle, "missed");
            }
        }
        mark(chart, view, incidents.hits(), Mark.FOUND, "alert at an anomaly");
        mark(
                chart,
                view,
                incidents.falseAlarms(),
                series.isLabelled() ? Mark.FALSE_ALARM : Mark.UNJUDGED,
                series.isLabelled() ? "false alarm" : "alert");
    }

    private static void mark(Chart chart, View view, List<RowRange> alerts, Mark mark, String what) {
        for (RowRange alert : alerts) {
            if (view.shows(new RowRange(alert.first(), alert.first()))) {
                chart.mark(mark, alert.first(), what + ", row " + alert.first());
            }
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
