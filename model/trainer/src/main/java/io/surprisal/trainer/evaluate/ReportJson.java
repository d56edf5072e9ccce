package io.surprisal.trainer.evaluate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surprisal.trainer.evaluate.metric.EventCounts;
import io.surprisal.trainer.evaluate.metric.Metrics;
import io.surprisal.trainer.evaluate.metric.NabCounts;
import io.surprisal.trainer.evaluate.metric.NabProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An evaluation's figures as JSON: totals by method, then the same for each series. A figure that does not exist (a
 * median of nothing) is null.
 */
public final class ReportJson {

    private static final double MS_PER_SECOND = 1000;

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Writes a report to a file; an older one is replaced. */
    public void write(EvaluationReport report, Path file) throws IOException {
        mapper.writeValue(file.toFile(), tree(report));
    }

    private ObjectNode tree(EvaluationReport report) {
        ObjectNode tree = mapper.createObjectNode();
        tree.putObject("model")
                .put("name", report.model().name())
                .put("version", report.model().version())
                .put("sha256", report.model().sha256());
        tree.put("series", report.series().size())
                .put("rows", report.sum(SeriesReport::rows))
                .put("historyRows", report.sum(SeriesReport::historyRows))
                .put("unscoredRows", report.sum(SeriesReport::unscored))
                .put("alerts", report.sum(SeriesReport::alerts))
                .put("seconds", report.took().toMillis() / MS_PER_SECOND);
        report.notes().forEach(tree.putArray("notes")::add);
        addMethods(tree, report.methods());
        ArrayNode keys = tree.putArray("keys");
        for (SeriesReport series : report.series()) {
            ObjectNode key = keys.addObject()
                    .put("key", series.key())
                    .put("path", series.path())
                    .put("rows", series.rows())
                    .put("historyRows", series.historyRows())
                    .put("unscoredRows", series.unscored())
                    .put("alerts", series.alerts());
            addMethods(key, series.methods());
        }
        return tree;
    }

    private static void addMethods(ObjectNode tree, List<MethodMetrics> methods) {
        ArrayNode array = tree.putArray("methods");
        for (MethodMetrics method : methods) {
            add(array.addObject().put("method", method.method()), method.metrics());
        }
    }

    private static void add(ObjectNode node, Metrics metrics) {
        EventCounts events = metrics.events();
        node.put("labelledRows", events.rows())
                .put("anomalies", events.anomalies())
                .put("anomaliesFound", events.found())
                .put("alertRuns", events.alertRuns())
                .put("falseAlertRuns", events.falseRuns())
                .put("eventPrecision", events.precision())
                .put("eventRecall", events.recall())
                .put("eventF1", events.f1())
                .put("falseAlertRunsPer1000Rows", events.falseRunsPer1000Rows());
        put(node, "medianDelayRows", events.medianDelayRows());
        put(node, "prAuc", metrics.meanAveragePrecision());
        put(node, "bestPointF1", metrics.meanBestF1());
        NabCounts nab = metrics.nab();
        if (nab.windows() > 0) {
            ObjectNode scores = node.putObject("nab")
                    .put("windows", nab.windows())
                    .put("windowsCounted", nab.counted())
                    .put("windowsFound", nab.found());
            for (NabProfile profile : NabProfile.values()) {
                put(scores, camelCase(profile), nab.score(profile));
            }
        }
    }

    private static String camelCase(NabProfile profile) {
        StringBuilder name = new StringBuilder();
        for (String word : profile.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static void put(ObjectNode node, String name, double figure) {
        if (Double.isNaN(figure)) {
            node.putNull(name);
        } else {
            node.put(name, figure);
        }
    }
}
