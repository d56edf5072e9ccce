package io.surprisal.deploy.bench.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
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

    /** What a file holds that {@link #write} wrote. */
    public static final class Content {

        private final Extent extent;
        private final Map<String, String> conditions = new LinkedHashMap<>();
        private final Figures figures = new Figures();

        private Content(Extent extent) {
            this.extent = extent;
        }

        /** The extent of the bench. */
        public Extent extent() {
            return extent;
        }

        /** The conditions, by name. */
        public Map<String, String> conditions() {
            return Collections.unmodifiableMap(conditions);
        }

        /** What was measured, and why the rest was not. */
        public Figures figures() {
            return figures;
        }
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if it cannot be read or is not such a file
     */
    public Content read(Path file) throws IOException {
        JsonNode tree = mapper.readTree(file.toFile());
        Content content = new Content(extent(tree, file));
        tree.path("conditions")
                .properties()
                .forEach(each ->
                        content.conditions.put(each.getKey(), each.getValue().asText()));
        tree.path("notes")
                .properties()
                .forEach(each ->
                        content.figures.note(each.getKey(), each.getValue().asText()));
        tree.properties().stream()
                .filter(each -> each.getValue().isNumber())
                .forEach(each ->
                        content.figures.put(each.getKey(), each.getValue().asDouble()));
        return content;
    }

    private static Extent extent(JsonNode tree, Path file) throws IOException {
        String found = tree.path("extent").asText();
        for (Extent extent : Extent.values()) {
            if (extent.name().toLowerCase(Locale.ROOT).equals(found)) {
                return extent;
            }
        }
        throw new IOException(
                file + " is not a file of 'bench --json': extent must be smoke, quick or full: '" + found + "'");
    }

    private static double rounded(double value) {
        return Math.rint(value * DIGITS) / DIGITS;
    }
}
