package io.surprisal.trainer.evaluate.picture;

import static io.surprisal.trainer.report.Markup.count;
import static io.surprisal.trainer.report.Markup.decimals;

import io.surprisal.trainer.evaluate.EvaluationReport;
import io.surprisal.trainer.evaluate.MethodTotal;
import io.surprisal.trainer.evaluate.SeriesReport;
import io.surprisal.trainer.evaluate.metric.EventCounts;
import io.surprisal.trainer.evaluate.metric.HitRate;
import io.surprisal.trainer.evaluate.metric.Metrics;
import io.surprisal.trainer.evaluate.metric.NabCounts;
import io.surprisal.trainer.evaluate.metric.NabProfile;
import io.surprisal.trainer.report.HtmlTable;
import io.surprisal.trainer.report.Markup;
import java.util.List;
import java.util.Locale;

/** The figures of an evaluation as tables. */
final class FiguresSection {

    private static final int MOST_SERIES = 500;
    private static final double MS_PER_SECOND = 1000;

    private final EvaluationReport report;

    FiguresSection(EvaluationReport report) {
        this.report = report;
    }

    /** What was done, in two lines. */
    String summary() {
        String rows = String.format(
                Locale.ROOT,
                "%d series, %,d rows scored after %,d rows of history in %.1f s (%,.0f rows/s); %,d alerts.",
                report.series().size(),
                report.sum(SeriesReport::rows),
                report.sum(SeriesReport::historyRows),
                report.took().toMillis() / MS_PER_SECOND,
                report.rowsPerSecond(),
                report.sum(SeriesReport::alerts));
        return Markup.paragraph("", rows)
                + Markup.paragraph("note", "Model " + report.model().identity().sha256());
    }

    /** A line for each method. */
    String methods() {
        List<MethodTotal> methods = report.methods();
        if (methods.isEmpty()) {
            return Markup.paragraph("", "No labels, so nothing is measured.");
        }
        StringBuilder html = new StringBuilder(table(methods));
        if (methods.get(0).metrics().nab().windows() > 0) {
            html.append(nab(methods));
        }
        html.append(Markup.paragraph(
                "note",
                "Events: runs of labelled rows, found by any alert inside, and runs of alerts that touch none. Rows: row by"
                        + " row at the alerts. Fc1: of row precision and event recall. PR-AUC, VUS-PR and best F1: over all"
                        + " thresholds, means over the series with anomalies; pooled PR-AUC: one threshold for all series."
                        + " False alarms: runs in 1,000 rows. Delay: rows, of the anomalies found."));
        HitRate attribution = report.attribution();
        if (attribution.incidents() > 0) {
            html.append(Markup.paragraph(
                    "",
                    "Attribution: of the features that experts named, " + decimals(100 * attribution.mean(), 1)
                            + " % are among as many that contributed most (HitRate@100%, " + attribution.incidents()
                            + " incidents)."));
        }
        report.notes().forEach(note -> html.append(Markup.paragraph("note", note)));
        return html.toString();
    }

    private static String table(List<MethodTotal> methods) {
        HtmlTable table = new HtmlTable(
                "",
                "event precision",
                "recall",
                "F1",
                "row precision",
                "recall",
                "Fc1",
                "PR-AUC",
                "VUS-PR",
                "best F1",
                "pooled PR-AUC",
                "false / 1,000",
                "median series",
                "worst",
                "median delay",
                "mean");
        for (int place = 0; place < methods.size(); place++) {
            MethodTotal method = methods.get(place);
            Metrics metrics = method.metrics();
            EventCounts events = metrics.events();
            String[] cells = {
                method.method(),
                decimals(events.precision(), 3),
                decimals(events.recall(), 3),
                decimals(events.f1(), 3),
                decimals(metrics.alertRows().precision(), 3),
                decimals(metrics.alertRows().recall(), 3),
                decimals(metrics.compositeF1(), 3),
                decimals(metrics.ranking().averagePrecision(), 3),
                decimals(metrics.ranking().volumeUnderSurface(), 3),
                decimals(metrics.ranking().bestF1(), 3),
                decimals(method.pooledAveragePrecision(), 3),
                decimals(events.falseRunsPer1000Rows(), 3),
                decimals(metrics.falseAlarms().median(), 2),
                decimals(metrics.falseAlarms().worst(), 2),
                decimals(events.medianDelayRows(), 1),
                decimals(events.meanDelayRows(), 1)
            };
            add(table, place == 0, cells);
        }
        return table.html();
    }

    private static String nab(List<MethodTotal> methods) {
        HtmlTable table = new HtmlTable("NAB", "standard", "low FP", "low FN", "windows found", "of");
        for (int place = 0; place < methods.size(); place++) {
            MethodTotal method = methods.get(place);
            NabCounts nab = method.metrics().nab();
            String[] cells = {
                method.method(),
                decimals(nab.score(NabProfile.STANDARD), 2),
                decimals(nab.score(NabProfile.LOW_FALSE_POSITIVES), 2),
                decimals(nab.score(NabProfile.LOW_FALSE_NEGATIVES), 2),
                Long.toString(nab.found()),
                Long.toString(nab.windows())
            };
            add(table, place == 0, cells);
        }
        return table.html();
    }

    private static void add(HtmlTable table, boolean main, String[] cells) {
        if (main) {
            table.mainRow(cells);
        } else {
            table.row(cells);
        }
    }

    /** A line for each series, the detector's figures alone. */
    String series() {
        HtmlTable table = new HtmlTable(
                "series",
                "history",
                "rows",
                "alerts",
                "anomalies",
                "found",
                "false alarms",
                "PR-AUC",
                "VUS-PR",
                "best F1");
        report.series().stream().limit(MOST_SERIES).forEach(one -> table.row(cells(one)));
        int more = report.series().size() - MOST_SERIES;
        return table.html() + (more > 0 ? Markup.paragraph("note", more + " more are not listed.") : "");
    }

    private static String[] cells(SeriesReport series) {
        Metrics metrics = series.isLabelled() ? series.methods().get(0).metrics() : Metrics.NONE;
        return new String[] {
            series.key(),
            count(series.historyRows()),
            count(series.rows()),
            count(series.alerts()),
            series.isLabelled() ? count(metrics.events().anomalies()) : "–",
            series.isLabelled() ? count(metrics.events().found()) : "–",
            series.isLabelled() ? count(metrics.events().falseRuns()) : "–",
            decimals(metrics.ranking().averagePrecision(), 3),
            decimals(metrics.ranking().volumeUnderSurface(), 3),
            decimals(metrics.ranking().bestF1(), 3)
        };
    }
}
