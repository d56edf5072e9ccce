package io.surprisal.topology.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.topology.settings.FieldPath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Parses JSON objects, with limits against hostile ones; a JSON Schema id before the object is skipped. */
final class JsonParser implements ValueParser {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 400; // a double in full has at most 1 + 309 digits before the point
    private static final int SCHEMA_ID_BYTES = 5; // a zero byte and an int, in Confluent's wire format

    private final ObjectReader reader = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    // Of "a": 1, "a": 2 nobody knows which one is meant.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Records are never quoted back into messages: they may hold secrets.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            // Python and others write NaN for a missing number.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    @Override
    public Fields parse(byte[] bytes) throws UnreadableException {
        int start = bytes.length > SCHEMA_ID_BYTES && bytes[0] == 0 ? SCHEMA_ID_BYTES : 0;
        JsonNode root;
        try {
            root = reader.readValue(bytes, start, bytes.length - start);
        } catch (JsonProcessingException malformed) {
            throw new UnreadableException(
                    Unreadable.Cause.MALFORMED, "not JSON: " + malformed.getOriginalMessage() + where(malformed));
        } catch (IOException malformed) {
            // Four bytes for a character, by the look of the first ones, and then not.
            throw new UnreadableException(Unreadable.Cause.MALFORMED, "not JSON: " + malformed.getMessage());
        }
        if (root == null || !root.isObject()) {
            throw new UnreadableException(
                    Unreadable.Cause.MALFORMED,
                    "not a JSON object but " + (root == null ? "nothing" : root.getNodeType()));
        }
        JsonNode object = root;
        return path -> at(object, path);
    }

    private static String where(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? ""
                : " at character " + (malformed.getLocation().getByteOffset() + 1);
    }

    private static @Nullable Object at(JsonNode root, FieldPath path) {
        JsonNode node = root;
        for (FieldPath.Step step : path.steps()) {
            node = step.isIndex() ? node.get(step.index()) : node.get(step.name());
            if (node == null) {
                return null;
            }
        }
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case NUMBER -> node.numberValue();
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case ARRAY, BINARY, OBJECT, POJO -> node;
        };
    }
}
