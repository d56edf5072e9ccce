package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** An OpenAPI document, and whether answers are as it says. */
final class OpenApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;

    OpenApi(String text) throws IOException {
        document = JSON.readTree(text);
        assertThat(document.path("openapi").textValue()).startsWith("3.1");
    }

    /** The templates of all paths that are read at once, sorted; a stream of events never ends. */
    List<String> paths() {
        TreeSet<String> paths = new TreeSet<>();
        document.path("paths").fieldNames().forEachRemaining(paths::add);
        paths.removeIf(path -> operation(path).isMissingNode());
        paths.removeIf(path -> operation(path).at("/responses/200/content").has("text/event-stream"));
        return List.copyOf(paths);
    }

    /** Names of the query's parameters. */
    List<String> queryParameters(String path) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : operation(path).path("parameters")) {
            JsonNode resolved = resolved(parameter);
            if (resolved.path("in").asText().equals("query")) {
                names.add(resolved.path("name").asText());
            }
        }
        return names;
    }

    /** Fails unless the document says that such an answer may come, and what is in it. */
    void check(String path, int status, String type, String body) throws IOException {
        JsonNode response = resolved(operation(path).path("responses").path(Integer.toString(status)));
        assertThat(response.isMissingNode())
                .as("the document says nothing of %d at %s: %s", status, path, body)
                .isFalse();
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("the document says nothing of %s at %s (%d): %s", type, path, status, body)
                .isFalse();
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(whole, STRICT)
                        .validate(JSON.readTree(body)))
                .as("%s (%d): %s", path, status, body)
                .isEmpty();
    }

    private JsonNode operation(String path) {
        return document.path("paths").path(path).path("get");
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode ref = node.path("$ref");
        return ref.isTextual() ? document.at(ref.asText().substring(1)) : node;
    }
}
