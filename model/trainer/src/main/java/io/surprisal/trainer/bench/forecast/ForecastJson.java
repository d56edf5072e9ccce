package io.surprisal.trainer.bench.forecast;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surprisal.model.ModelIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A forecast bench's figures as JSON: for each folder and range of rows ahead the errors and what the bands held. */
public final class ForecastJson {

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Writes reports to a file; an older one is replaced.
     *
     * @param bench that made them
     * @param reports one for each folder
     */
    public void write(ForecastBench bench, List<ForecastReport> reports, Path file) throws IOException {
        ModelIdentity model = bench.model().identity();
        ObjectNode tree = mapper.createObjectNode();
        tree.putObject("model")
                .put("name", model.name())
                .put("version", model.version())
                .put("sha256", model.sha256());
        tree.put("rows", bench.rows())
                .put("places", bench.places())
                .put("path", bench.path().name().toLowerCase(Locale.ROOT));
        ArrayNode folders = tree.putArray("folders");
        reports.forEach(report -> add(folders.addObject(), report));
        mapper.writeValue(file.toFile(), tree);
    }

    private static void add(ObjectNode node, ForecastReport report) {
        node.put("folder", report.name()).put("series", report.series()).put("coverage", report.coverage());
        ArrayNode ranges = node.putArray("ranges");
        for (ForecastReport.Line line : report.lines()) {
            ObjectNode range = ranges.addObject()
                    .put("first", line.range().first())
                    .put("last", line.range().last());
            ObjectNode errors = range.putObject("medianError");
            ForecastMethod[] methods = ForecastMethod.values();
            for (int place = 0; place < methods.length; place++) {
                put(errors, methods[place].name(), line.errors().get(place));
            }
            put(range, "held", line.held());
        }
    }

    /** What could not be measured is null: JSON has no NaN. */
    private static void put(ObjectNode node, String name, double value) {
        node.put(name, Double.isNaN(value) ? null : (Double) value);
    }
}
