package io.surprisal.topology.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to the question for health.
 *
 * @param well whether all is well
 * @param reason why not, or a word that says it is
 * @param details what else is worth knowing, in order
 */
public record Health(boolean well, String reason, Map<String, String> details) {

    /** Without details. */
    public Health(boolean well, String reason) {
        this(well, reason, Map.of());
    }

    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", well ? "UP" : "DOWN");
        fields.put("reason", reason);
        fields.putAll(details);
        return new String(Json.bytes(fields), StandardCharsets.UTF_8);
    }
}
