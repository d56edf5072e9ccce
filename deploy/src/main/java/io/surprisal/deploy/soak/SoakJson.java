package io.surprisal.deploy.soak;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A soak's report as JSON, samples and all. */
public final class SoakJson {

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Writes it to a file; an older one is replaced. */
    public void write(SoakReport report, Map<String, String> conditions, Path file) throws IOException {
        ObjectNode tree = mapper.createObjectNode();
        ObjectNode under = tree.putObject("conditions");
        conditions.forEach(under::put);
        report.maximum().ifPresent(maximum -> tree.put("maximum_per_s", maximum));
        tree.put("rate_per_s", report.rate());
        tree.put("reached_per_s", Math.round(report.reached()));
        tree.put("observations", report.observations());
        tree.put("versions", report.versions());
        tree.put("lag_before", Math.round(report.lagBefore()));
        tree.put("lag_after", Math.round(report.lagAfter()));
        for (Measure measure : Measure.values()) {
            String name = measure.name().toLowerCase(Locale.ROOT);
            tree.put(name + "_before", rounded(measure.before(report.samples())));
            tree.put(name + "_after", rounded(measure.after(report.samples())));
        }
        ArrayNode faults = tree.putArray("faults");
        report.faults().forEach(faults::add);
        ArrayNode samples = tree.putArray("samples");
        for (SoakSample sample : report.samples()) {
            samples.add(node(sample));
        }
        mapper.writeValue(file.toFile(), tree);
    }

    private ObjectNode node(SoakSample sample) {
        ObjectNode node = mapper.createObjectNode();
        node.put("second", rounded(sample.second()));
        node.put("per_s", rounded(sample.perSecond()));
        node.put("lag", sample.lag());
        for (Measure measure : Measure.values()) {
            node.put(measure.name().toLowerCase(Locale.ROOT), rounded(measure.of(sample)));
        }
        node.put("versions", sample.versions());
        return node;
    }

    private static double rounded(double value) {
        return Math.rint(value * 10) / 10;
    }
}
