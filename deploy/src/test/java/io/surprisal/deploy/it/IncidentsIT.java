package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.deploy.notify.Receiver;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.evaluate.Labels;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident from its first row to the person who judges it, on a broker. */
class IncidentsIT {

    private static final String NAME = "incidents";
    private static final String TOKEN = "0123456789abcdef";
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int ROWS = 200;
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void isOpenedToldAcknowledgedJudgedAndClosedOverARestart() throws Exception {
        try (Pipeline pipeline = new Pipeline(NAME, folder.resolve("state")).with("http.token", TOKEN)) {
            pipeline.publisher()
                    .publish(
                            TestModels.version("1", 1),
                            PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
            // Else a model of random weights finds more.
            assertThat(new Cli(NAME)
                            .run("policy", "set", "*", "min.deviation=1000", "--from", "beginning")
                            .code())
                    .isZero();
            DetectorApp first = pipeline.start();
            pipeline.send(List.of("a"), START, normal(ROWS));
            pipeline.send(List.of("a"), START.plusSeconds(60 * ROWS), 1e6);
            String id = pipeline.anomalies(1).get(0).getAlertId();
            ApiClient api = new ApiClient(first);
            Deadline.await(() -> "the incident", () -> incident(api, id).status() == 200);
            assertThat(incident(api, id).body().path("status").textValue()).isEqualTo("OPEN");
            assertThat(page(api, "status=open")).hasSize(1);
            assertThat(page(api, "status=closed")).isEmpty();
            assertThat(page(api, "series=b")).isEmpty();

            tells(id);
            acknowledges(first, api, id);
            judges(first, api, id);
            pipeline.stop(first);

            DetectorApp second = pipeline.start();
            pipeline.send(List.of("a"), START.plusSeconds(60 * (ROWS + 1)), normal(ROWS));
            ApiClient again = new ApiClient(second);
            Deadline.await(
                    () -> "its end",
                    () -> incident(again, id).body().path("status").asText().equals("CLOSED"));
            JsonNode closed = incident(again, id).body();
            assertThat(closed.path("closeReason").textValue()).isEqualTo("QUIET");
            assertThat(closed.at("/feedback/verdict").textValue()).isEqualTo("true-alarm");
            tellsTheRest(id);
            commands(id);
        }
    }

    /** The receiver fails twice, then hangs, then takes it; what is done is not told again. */
    private static void tells(String id) throws Exception {
        try (Receiver receiver = new Receiver(Map.of(), 500, 503, Receiver.HANGS)) {
            Cli.Result told = notifies(receiver.address(), "--from-beginning");

            assertThat(told.code()).as(told.err()).isZero();
            assertThat(receiver.bodies()).singleElement().satisfies(body -> {
                JsonNode event = JSON.readTree(body);
                assertThat(event.path("event_action").textValue()).isEqualTo("trigger");
                assertThat(event.path("dedup_key").textValue()).isEqualTo(id);
            });
        }
    }

    private static void tellsTheRest(String id) throws Exception {
        try (Receiver receiver = new Receiver(Map.of())) {
            assertThat(notifies(receiver.address()).code()).isZero();

            assertThat(receiver.bodies())
                    .allSatisfy(body -> assertThat(
                                    JSON.readTree(body).path("dedup_key").textValue())
                            .isEqualTo(id))
                    .extracting(body -> JSON.readTree(body).path("event_action").textValue())
                    .contains("acknowledge", "resolve");
        }
    }

    private static Cli.Result notifies(URI address, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "notify",
                "--url",
                address.toString(),
                "--format",
                "pagerduty",
                "--routing-key",
                "R0",
                "--once",
                "--timeout",
                "1s"));
        line.addAll(List.of(more));
        return new Cli(NAME).run(line.toArray(String[]::new));
    }

    private static void acknowledges(DetectorApp app, ApiClient api, String id) throws Exception {
        assertThat(post(app, id, "acknowledge", "{}", "wrong").statusCode()).isEqualTo(401);
        assertThat(post(app, id, "acknowledge", "{\"who\":1}", TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(post(app, "t-0-0", "acknowledge", "{}", TOKEN).statusCode()).isEqualTo(404);

        HttpResponse<String> done = post(app, id, "acknowledge", "{\"by\":\"ann\"}", TOKEN);

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(JSON.readTree(done.body()).at("/acknowledged/by").textValue())
                .isEqualTo("ann");
        assertThat(incident(api, id).body().at("/acknowledged/by").textValue()).isEqualTo("ann");
    }

    private static void judges(DetectorApp app, ApiClient api, String id) throws Exception {
        assertThat(post(app, id, "feedback", "{\"verdict\":\"maybe\"}", TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(post(app, id, "feedback", "{\"verdict\":\"false-alarm\"}", TOKEN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(incident(api, id).body().at("/feedback/verdict").textValue()).isEqualTo("false-alarm");

        Cli.Result said = new Cli(NAME).run("feedback", "say", "true-alarm", id, "--why", "spike");

        assertThat(said.code()).as(said.err()).isZero();
    }

    private void commands(String id) throws Exception {
        Path labels = folder.resolve("labels.csv");
        Cli cli = new Cli(NAME);

        assertThat(cli.run("incidents", "list").out()).contains(id, "closed", "true alarm");
        assertThat(cli.run("incidents", "list", "--open").out()).doesNotContain(id);
        assertThat(cli.run("incidents", "show", id).out()).contains("peakScore", "acknowledged", "ann");
        assertThat(cli.run("incidents", "show", "t-0-0").code()).isEqualTo(1);
        assertThat(cli.run("feedback", "export", "--kinds", "--out", labels.toString())
                        .code())
                .isZero();
        assertThat(Files.readAllLines(labels)).hasSize(2).last().asString().startsWith("a,2026-01-05T03:20:00Z,");
        assertThat(Labels.read(labels)).isNotNull();
        assertThat(cli.run("feedback", "export", "--out", labels.toString()).code())
                .isEqualTo(1);

        assertThat(cli.run("maintenance", "add", "move", "db-*", "--for", "2h", "--why", "racks")
                        .code())
                .isZero();
        assertThat(cli.run("maintenance", "list").out()).contains("move", "db-*", "racks");
        assertThat(cli.run("maintenance", "add", "bad", "db-*", "--until", "beginning")
                        .code())
                .isEqualTo(2);
        assertThat(cli.run("maintenance", "remove", "move").code()).isZero();
        assertThat(cli.run("maintenance", "remove", "move").code()).isEqualTo(1);
    }

    private static ApiClient.Reply incident(ApiClient api, String id) throws Exception {
        return api.get("/api/v1/incidents/{incidentId}", id, "");
    }

    private static JsonNode page(ApiClient api, String query) throws Exception {
        return api.get("/api/v1/incidents", "", query).body().path("incidents");
    }

    private static HttpResponse<String> post(DetectorApp app, String id, String what, String body, String token)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + app.address().getPort() + "/api/v1/incidents/" + id + '/' + what))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static double[] normal(int rows) {
        return new Random(7).doubles(rows, 9, 11).toArray();
    }
}
