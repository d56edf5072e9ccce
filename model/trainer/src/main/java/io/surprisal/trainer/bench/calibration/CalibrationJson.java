package io.surprisal.trainer.bench.calibration;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** A check of the calibration as JSON: by set pooled rates and their spread over the series, then each series. */
public final class CalibrationJson {

    private static final double MS_PER_SECOND = 1000;

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Writes a report to a file; an older one is replaced. */
    public void write(CalibrationReport report, Path file) throws IOException {
        ObjectNode tree = mapper.createObjectNode();
        tree.putObject("model")
                .put("name", report.model().name())
                .put("version", report.model().version())
                .put("sha256", report.model().sha256());
        tree.put("seconds", report.took().toMillis() / MS_PER_SECOND);
        ArrayNode sets = tree.putArray("sets");
        for (SetRates set : report.sets()) {
            ObjectNode node = sets.addObject().put("set", set.name());
            addRates(node, set.pooled());
            addSpreads(node.putArray("spread"), set);
            ArrayNode keys = node.putArray("keys");
            set.keys().forEach(key -> addRates(keys.addObject().put("key", key.key()), key.rates()));
        }
        mapper.writeValue(file.toFile(), tree);
    }

    private static void addRates(ObjectNode node, RowRates rates) {
        node.put("rows", rates.rows());
        ArrayNode levels = node.putArray("rates");
        for (int level = 0; level < RowRates.LEVELS.size(); level++) {
            levels.addObject()
                    .put("nominal", StrictMath.pow(10, -RowRates.LEVELS.get(level)))
                    .put("rowsAbove", rates.above().get(level))
                    .put("ratio", rates.ratio(level));
        }
    }

    private static void addSpreads(ArrayNode array, SetRates set) {
        for (int level = 0; level < RowRates.LEVELS.size(); level++) {
            RatioSpread spread = set.spread(level);
            ObjectNode node = array.addObject()
                    .put("nominal", StrictMath.pow(10, -RowRates.LEVELS.get(level)))
                    .put("series", spread.keys());
            if (spread.keys() > 0) {
                node.put("median", spread.median())
                        .put("quantile05", spread.low())
                        .put("quantile95", spread.high())
                        .put("worst", spread.worst())
                        .put("worstKey", spread.worstKey())
                        .put("withinFactorTwo", spread.withinTwo());
            }
        }
    }
}
