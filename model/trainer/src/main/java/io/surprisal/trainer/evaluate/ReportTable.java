package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.evaluate.metric.EventCounts;
import io.surprisal.trainer.evaluate.metric.HitRate;
import io.surprisal.trainer.evaluate.metric.Metrics;
import io.surprisal.trainer.evaluate.metric.NabProfile;
import io.surprisal.trainer.evaluate.metric.RankingMeans;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** An evaluation's figures as text of at most 120 columns, one line for each method. */
public final class ReportTable {

    private static final double MS_PER_SECOND = 1000;
    private static final int WIDTH = 120;
    private static final String INDENT = "  ";

    private ReportTable() {}

    /** The report's lines, without line ends. */
    public static List<String> lines(EvaluationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "%d series, %,d rows scored after %,d rows of history in %.1f s (%,.0f rows/s); %,d alerts;"
                        + " %,d rows without a score",
                report.series().size(),
                report.sum(SeriesReport::rows),
                report.sum(SeriesReport::historyRows),
                report.took().toMillis() / MS_PER_SECOND,
                report.rowsPerSecond(),
                report.sum(SeriesReport::alerts),
                report.sum(SeriesReport::unscored)));
        lines.add("model " + report.model().identity().name() + " "
                + report.model().identity().version() + " "
                + report.model().identity().sha256());
        if (report.methods().isEmpty()) {
            lines.add("no labels, so nothing is measured");
        } else {
            addFigures(report, lines);
        }
        lines.addAll(report.notes());
        return lines.stream().flatMap(ReportTable::wrapped).toList();
    }

    /** A line, or several where it is too long, broken at spaces. */
    private static Stream<String> wrapped(String line) {
        int space = line.length() > WIDTH ? line.lastIndexOf(' ', WIDTH) : -1;
        return space <= INDENT.length()
                ? Stream.of(line)
                : Stream.concat(Stream.of(line.substring(0, space)), wrapped(INDENT + line.substring(space + 1)));
    }

    private static void addFigures(EvaluationReport report, List<String> lines) {
        List<MethodTotal> methods = report.methods();
        lines.add("");
        addTable(methods, lines);
        if (methods.get(0).metrics().nab().windows() > 0) {
            lines.add("");
            addNab(methods, lines);
        }
        lines.add("");
        EventCounts events = methods.get(0).metrics().events();
        lines.add(text(
                "%,d anomalies in %,d labelled rows; measured in %.1f s after the detector had ended",
                events.anomalies(), events.rows(), report.tookMeasuring().toMillis() / MS_PER_SECOND));
        lines.add(text(
                "rows: row by row at the alerts; Fc1: of row precision and event recall; PR-AUC, VUS-PR, best F1: means over"
                        + " the %d series with anomalies",
                methods.get(0).metrics().ranking().series()));
        lines.add("pooled: PR-AUC with one threshold for all series; false: alarms in 1,000 rows, over all and of the"
                + " worst series; delay: median, in rows");
        HitRate attribution = report.attribution();
        if (attribution.incidents() > 0) {
            lines.add(text(
                    "attribution: HitRate@100%% %.3f over %d incidents whose features are known",
                    attribution.mean(), attribution.incidents()));
        }
    }

    private static void addTable(List<MethodTotal> methods, List<String> lines) {
        lines.add(text("%-20s %20s  %13s  %31s  %13s %6s", "", "events at the alerts", "rows", "", "false/1,000", ""));
        lines.add(text(
                "%-20s %6s %6s %6s  %6s %6s %6s %6s %6s %7s %6s %6s %6s %6s",
                "", "prec.", "recall", "F1", "prec.", "recall", "Fc1", "PR-AUC", "VUS-PR", "best F1", "pooled", "all",
                "worst", "delay"));
        for (MethodTotal method : methods) {
            lines.add(line(method));
        }
    }

    private static String line(MethodTotal method) {
        Metrics metrics = method.metrics();
        EventCounts events = metrics.events();
        RankingMeans ranking = metrics.ranking();
        return text(
                "%-20s %6.3f %6.3f %6.3f  %6.3f %6.3f %6.3f %6.3f %6.3f %7.3f %6.3f %6.3f %6.2f %6s",
                method.method(),
                events.precision(),
                events.recall(),
                events.f1(),
                metrics.alertRows().precision(),
                metrics.alertRows().recall(),
                metrics.compositeF1(),
                ranking.averagePrecision(),
                ranking.volumeUnderSurface(),
                ranking.bestF1(),
                method.pooledAveragePrecision(),
                events.falseRunsPer1000Rows(),
                metrics.falseAlarms().worst(),
                events.delays().isEmpty() ? "-" : text("%.1f", events.medianDelayRows()));
    }

    private static void addNab(List<MethodTotal> methods, List<String> lines) {
        lines.add(text("%-20s %8s %7s %7s %8s", "NAB", "standard", "low FP", "low FN", "windows"));
        for (MethodTotal method : methods) {
            var nab = method.metrics().nab();
            lines.add(text(
                    "%-20s %8.2f %7.2f %7.2f %8s",
                    method.method(),
                    nab.score(NabProfile.STANDARD),
                    nab.score(NabProfile.LOW_FALSE_POSITIVES),
                    nab.score(NabProfile.LOW_FALSE_NEGATIVES),
                    nab.found() + "/" + nab.windows()));
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
