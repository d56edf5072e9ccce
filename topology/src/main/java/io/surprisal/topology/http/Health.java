package io.surprisal.topology.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Without details. */
    public Health(boolean well, String reason) {
        this(well, reason, Map.of());
    }

    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", well ? "UP" : "DOWN");
        fields.put("reason", reason);
        fields.putAll(details);
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("text can always be written as JSON", impossible);
        }
    }
}
