package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.evaluate.metric.EventCounts;
import io.surprisal.trainer.evaluate.metric.Metrics;
import io.surprisal.trainer.evaluate.metric.NabProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation's figures as text, one line for each method. */
public final class ReportTable {

    private static final double MS_PER_SECOND = 1000;

    private ReportTable() {}

    /** The report's lines, without line ends. */
    public static List<String> lines(EvaluationReport report) {
        List<String> lines = new ArrayList<>();
        double seconds = report.took().toMillis() / MS_PER_SECOND;
        lines.add(text(
                "%d series, %,d rows scored after %,d rows of history in %.1f s; %,d alerts; %,d rows without a score",
                report.series().size(),
                report.sum(SeriesReport::rows),
                report.sum(SeriesReport::historyRows),
                seconds,
                report.sum(SeriesReport::alerts),
                report.sum(SeriesReport::unscored)));
        lines.add("model " + report.model().name() + " " + report.model().version() + " "
                + report.model().sha256());
        List<MethodMetrics> methods = report.methods();
        if (methods.isEmpty()) {
            lines.add("no labels, so nothing is measured");
        } else {
            lines.add("");
            addTable(methods, lines);
            lines.add("");
        }
        lines.addAll(report.notes());
        return lines;
    }

    private static void addTable(List<MethodMetrics> methods, List<String> lines) {
        boolean nab = methods.get(0).metrics().nab().windows() > 0;
        lines.add(text(
                        "%-20s %9s %7s %6s %7s %7s %11s %7s",
                        "at the alerts:", "precision", "recall", "F1", "PR-AUC", "best F1", "false/1,000", "delay")
                + (nab ? text(" %8s %7s %7s", "NAB", "low FP", "low FN") : ""));
        for (MethodMetrics method : methods) {
            lines.add(line(method.method(), method.metrics(), nab));
        }
        EventCounts events = methods.get(0).metrics().events();
        lines.add(text(
                "%d anomalies in %,d labelled rows; PR-AUC and best F1 are row-wise means over %d series with"
                        + " anomalies, all else is over all; delay: median, in rows",
                events.anomalies(), events.rows(), methods.get(0).metrics().ranked()));
    }

    private static String line(String name, Metrics metrics, boolean nab) {
        EventCounts events = metrics.events();
        String line = text(
                "%-20s %9.3f %7.3f %6.3f %7.3f %7.3f %11.3f %7s",
                name,
                events.precision(),
                events.recall(),
                events.f1(),
                metrics.meanAveragePrecision(),
                metrics.meanBestF1(),
                events.falseRunsPer1000Rows(),
                events.delays().isEmpty() ? "-" : text("%.1f", events.medianDelayRows()));
        return nab
                ? line
                        + text(
                                " %8.2f %7.2f %7.2f",
                                metrics.nab().score(NabProfile.STANDARD),
                                metrics.nab().score(NabProfile.LOW_FALSE_POSITIVES),
                                metrics.nab().score(NabProfile.LOW_FALSE_NEGATIVES))
                : line;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
