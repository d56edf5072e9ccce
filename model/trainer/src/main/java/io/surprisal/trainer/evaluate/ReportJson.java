package io.surprisal.trainer.evaluate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surprisal.trainer.evaluate.metric.EventCounts;
import io.surprisal.trainer.evaluate.metric.HitRate;
import io.surprisal.trainer.evaluate.metric.Metrics;
import io.surprisal.trainer.evaluate.metric.NabCounts;
import io.surprisal.trainer.evaluate.metric.NabProfile;
import io.surprisal.trainer.evaluate.metric.RankingMeans;
import io.surprisal.trainer.evaluate.metric.RowCounts;
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
                .put("name", report.model().identity().name())
                .put("version", report.model().identity().version())
                .put("sha256", report.model().identity().sha256());
        tree.put("series", report.series().size())
                .put("rows", report.sum(SeriesReport::rows))
                .put("historyRows", report.sum(SeriesReport::historyRows))
                .put("unscoredRows", report.sum(SeriesReport::unscored))
                .put("alerts", report.sum(SeriesReport::alerts))
                .put("seconds", report.took().toMillis() / MS_PER_SECOND)
                .put("secondsMeasuring", report.tookMeasuring().toMillis() / MS_PER_SECOND)
                .put("rowsPerSecond", report.rowsPerSecond());
        addAttribution(tree, report.attribution());
        report.notes().forEach(tree.putArray("notes")::add);
        ArrayNode totals = tree.putArray("methods");
        for (MethodTotal total : report.methods()) {
            ObjectNode node = totals.addObject().put("method", total.method()).put("series", total.series());
            add(node, total.metrics());
            put(node, "pooledPrAuc", total.pooledAveragePrecision());
        }
        ArrayNode keys = tree.putArray("keys");
        for (SeriesReport series : report.series()) {
            ObjectNode key = keys.addObject()
                    .put("key", series.key())
                    .put("path", series.path())
                    .put("rows", series.rows())
                    .put("historyRows", series.historyRows())
                    .put("unscoredRows", series.unscored())
                    .put("alerts", series.alerts());
            addAttribution(key, series.attribution());
            addMethods(key, series.methods());
        }
        return tree;
    }

    private static void addAttribution(ObjectNode tree, HitRate attribution) {
        if (attribution.incidents() > 0) {
            tree.putObject("attribution")
                    .put("incidents", attribution.incidents())
                    .put("hitRateAt100", attribution.mean());
        }
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
        put(node, "falseAlertRunsPer1000RowsMedianKey", metrics.falseAlarms().median());
        put(node, "falseAlertRunsPer1000RowsWorstKey", metrics.falseAlarms().worst());
        put(node, "medianDelayRows", events.medianDelayRows());
        put(node, "meanDelayRows", events.meanDelayRows());
        RowCounts alerts = metrics.alertRows();
        node.put("anomalousRows", alerts.anomalous())
                .put("alertRows", alerts.alerts())
                .put("pointPrecision", alerts.precision())
                .put("pointRecall", alerts.recall())
                .put("pointF1", alerts.f1())
                .put("fc1", metrics.compositeF1());
        RankingMeans ranking = metrics.ranking();
        node.put("rankedSeries", ranking.series());
        put(node, "prAuc", ranking.averagePrecision());
        put(node, "vusPr", ranking.volumeUnderSurface());
        put(node, "bestPointF1", ranking.bestF1());
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
