package io.surprisal.deploy.bench.figures;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Figures as JSON: each a field, beside them {@code conditions} and, of what could not be measured, {@code notes}. */
public final class SpeedJson {

    private static final double DIGITS = 1e4;

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Writes them to a file; an older one is replaced. */
    public void write(Extent extent, Map<String, String> conditions, Figures figures, Path file) throws IOException {
        ObjectNode tree = mapper.createObjectNode();
        tree.put("extent", extent.name().toLowerCase(Locale.ROOT));
        ObjectNode under = tree.putObject("conditions");
        conditions.forEach(under::put);
        figures.values().forEach((name, value) -> tree.put(name, rounded(value)));
        if (!figures.notes().isEmpty()) {
            ObjectNode notes = tree.putObject("notes");
            figures.notes().forEach(notes::put);
        }
        mapper.writeValue(file.toFile(), tree);
    }

    private static double rounded(double value) {
        return Math.rint(value * DIGITS) / DIGITS;
    }
}
