package io.surprisal.topology.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppServerTest {

    private static final DetectorSettings.Http ANY_PORT = new DetectorSettings.Http("127.0.0.1", 0);

    private final HttpClient client = HttpClient.newHttpClient();
    private Health ready = new Health(true, "running", Map.of("model", "default v1"));
    private AppServer server = start();

    @BeforeEach
    void isOnLoopback() {
        assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysThatItIsReadyAndByWhichModel() throws Exception {
        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\",\"reason\":\"running\",\"model\":\"default v1\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        ready = new Health(false, "no model");

        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"status\":\"DOWN\",\"reason\":\"no model\"}");
    }

    @Test
    void servesMetricsAsPrometheusReadsThem() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("surprisal_records_total 3.0\n");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void knowsNoOtherPathsAndNoOtherMethods() throws Exception {
        assertThat(get("/health/ready/x").statusCode()).isEqualTo(404);
        assertThat(get("/secrets").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri("/health/live"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void answersToAskingForTheHeadersAlone() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(uri("/health/ready"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = client.send(head, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length"))
                .contains(Integer.toString(get("/health/ready").body().length()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET /api/\u0001 HTTP/1.1", "GET /api/a b HTTP/1.1", "nonsense", "GET / HTTP/9.9"})
    void saysWhatIsMalformedWithoutSayingWhatItIs(String line) throws Exception {
        String answer = raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (400|505) .*").doesNotContain("Exception", "jetty", "\tat ");
        assertThat(answer).contains("Content-Type: application/problem+json", "urn:surprisal:problem:bad-request");
    }

    @Test
    void refusesHeadersWithoutEnd() throws Exception {
        String answer = raw("GET /api/v1/series/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 414 ").contains("Content-Type: application/problem+json");
    }

    @Test
    void staysHealthyWhileManyCallersSendNothing() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort());
                socket.getOutputStream().write("GET /health/live HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
                idle.add(socket);
            }

            assertThat(get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void refusesAPortThatIsTaken() {
        assertThatThrownBy(() -> AppServer.start(
                        new DetectorSettings.Http("127.0.0.1", server.address().getPort()), new Fixed()))
                .isInstanceOf(BindException.class);
    }

    private AppServer start() {
        try {
            return AppServer.start(ANY_PORT, new Fixed());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    private final class Fixed implements AppServer.View {
        @Override
        public Health live() {
            return new Health(true, "running");
        }

        @Override
        public Health ready() {
            return ready;
        }

        @Override
        public String metrics() {
            return "surprisal_records_total 3.0\n";
        }
    }
}
