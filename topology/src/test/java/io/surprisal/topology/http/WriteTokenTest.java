package io.surprisal.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write, asked over HTTP. */
class WriteTokenTest {

    private static final String TOKEN = "a-token-of-the-test";

    private final HttpClient client = HttpClient.newHttpClient();
    private int written;

    @Test
    void letsThoseWriteWhoHaveTheToken() throws Exception {
        HttpResponse<String> answer = post(TOKEN, "Bearer " + TOKEN, "hello");
        HttpResponse<String> lowerCase = post(TOKEN, "bearer " + TOKEN, "again");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"got\":\"hello\"}");
        assertThat(lowerCase.statusCode()).isEqualTo(200);
        assertThat(written).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer a-token-of-the-tes", "Bearer a-token-of-the-test2", "Bearer  ,"})
    void refusesAnotherToken(String authorization) throws Exception {
        HttpResponse<String> answer = post(TOKEN, authorization, "x");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer realm=");
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("urn:surprisal:problem:unauthorized").doesNotContain(TOKEN);
        assertThat(written).isZero();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "Basic YTpi", "a-token-of-the-test"})
    void refusesOtherWaysToSayWhoOneIs(String authorization) throws Exception {
        HttpResponse<String> answer = post(TOKEN, authorization, "x");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Authorization: Bearer TOKEN");
        assertThat(written).isZero();
    }

    @Test
    void saysWhatToSetWhereNobodyMayWrite() throws Exception {
        HttpResponse<String> answer = post("", "Bearer " + TOKEN, "x");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:surprisal:problem:writes-disabled", "http.token");
        assertThat(written).isZero();
    }

    @Test
    void readsWithoutAToken() throws Exception {
        try (AppServer server = server(TOKEN)) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri(server)).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("ETag")).isPresent();
        }
    }

    @Test
    void refusesABodyThatIsTooLong() throws Exception {
        HttpResponse<String> answer = post(TOKEN, "Bearer " + TOKEN, "x".repeat((64 << 10) + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(written).isZero();
    }

    private HttpResponse<String> post(String token, String authorization, String body)
            throws IOException, InterruptedException {
        try (AppServer server = server(token)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(server)).POST(BodyPublishers.ofString(body));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI uri(AppServer server) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + "/api/v1/notes");
    }

    private AppServer server(String token) throws IOException {
        AppServer server = AppServer.bind(new DetectorSettings.Http("127.0.0.1", 0));
        List<Route> routes = List.of(
                new Route("/api/v1/notes", call -> Answer.json(List.of())),
                new Route(Method.POST, "/api/v1/notes", this::write));
        server.serve(new NoView(), new Routes(routes, WriteToken.of(token)));
        return server;
    }

    private Answer write(Call call) {
        written++;
        return Answer.json(Map.of("got", call.body()));
    }
}
