package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.topology.DetectorApp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Asks the API of a detector; each answer must be as the document of that detector says. */
final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What was answered.
     *
     * @param status of HTTP
     * @param body as JSON
     * @param tag the entity tag, or an empty text
     */
    record Reply(int status, JsonNode body, String tag) {}

    private final String root;
    private final OpenApi document;

    ApiClient(DetectorApp app) throws Exception {
        root = "http://127.0.0.1:" + app.address().getPort();
        document = new OpenApi(send("/api/v1/openapi.json").body());
    }

    /** Host and port, as instances name each other. */
    String instance() {
        return root.substring("http://".length());
    }

    OpenApi document() {
        return document;
    }

    /** Asks for series, forecasts and so on: what a template's variable stands for is encoded. */
    Reply get(String template, String variable, String query) throws Exception {
        String path = template.replaceAll("\\{[a-zA-Z]+}", encoded(variable).replace("$", "\\$"));
        HttpResponse<String> answer = send(path + (query.isEmpty() ? "" : '?' + query));
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        document.check(template, answer.statusCode(), type, answer.body());
        return new Reply(
                answer.statusCode(),
                JSON.readTree(answer.body()),
                answer.headers().firstValue("ETag").orElse(""));
    }

    Reply get(String path) throws Exception {
        return get(path, "", "");
    }

    /** Asks as it is written. */
    HttpResponse<String> send(String target, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + target));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }
}
