package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.ModelFile;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API of two instances that share the series. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiIT {

    private static final String SERIES = "/api/v1/series";
    private static final String ONE = "/api/v1/series/{key}";
    private static final String FORECAST = "/api/v1/series/{key}/forecast";
    private static final String ANOMALIES = "/api/v1/anomalies";
    private static final String EXPLAIN = "/api/v1/anomalies/{alertId}/explain";
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int ROWS = 200;
    private static final List<String> STRANGE = List.of(
            "a/b c?d=e&f#g%+;x",
            "..", ".", "Z\u00fcrich \u2603 \uD83D\uDE00", "bell\u0007\n\"quoted\"", "k".repeat(1024));
    /** Its producer chooses partitions in a way of its own. */
    private static final String STRAY = "stray";

    private static final ModelFile MODEL = TestModels.version("1", 1);

    private final List<String> keys = new ArrayList<>(STRANGE);
    private @Nullable Pipeline pipeline;
    private @Nullable ApiClient first;
    private @Nullable ApiClient second;

    @BeforeAll
    void startTwo(@TempDir Path folder) throws Exception {
        IntStream.range(0, 30).mapToObj(index -> "host-" + index).forEach(keys::add);
        Pipeline started = new Pipeline("api", folder.resolve("first"))
                .with("http.advertised", "127.0.0.1")
                .with("history.retention", "3650d")
                .with("streams.num.standby.replicas", "1");
        pipeline = started;
        started.publisher().publish(MODEL, PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
        DetectorApp one = started.start();
        DetectorApp two =
                started.with("state.dir", folder.resolve("second").toString()).start();
        first = new ApiClient(one);
        second = new ApiClient(two);
        Deadline.await(() -> "a partition for each", () -> partitions(first()) == 1 && partitions(second()) == 1);
        double[] values = values();
        started.send(keys, START, values);
        started.sendTo(1 - usualPartition(STRAY), List.of(STRAY), START, values);
        keys.add(STRAY);
        started.scores(keys.size() * ROWS);
        started.anomalies(keys.size());
    }

    @AfterAll
    void stop() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    void answersEveryPathOfItsDocumentAndAllParametersOfIt() throws Exception {
        String alert = someAlert();
        Deadline.await(
                () -> "its incident",
                () -> first().get("/api/v1/incidents/{incidentId}", alert, "").status() == 200);
        Set<String> answered = new HashSet<>();
        for (String path : first().document().paths()) {
            // An incident is named after the alert that opens it.
            String variable = path.contains("{key}") ? keys.get(0) : alert;
            ApiClient.Reply reply = first().get(path, variable, "");
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(reply.tag()).as(path).isNotEmpty();
            assertThat(first().send(
                                    path.replaceAll("\\{[a-zA-Z]+}", ApiClient.encoded(variable)),
                                    "If-None-Match",
                                    reply.tag())
                            .statusCode())
                    .as(path)
                    // Offsets move on from one look to the next.
                    .isIn(path.endsWith("/topology") ? List.of(200, 304) : List.of(304));
            ApiClient.Reply wrong = first().get(path, variable, "what=ever");
            assertThat(wrong.status()).as(path).isEqualTo(400);
            for (String parameter : first().document().queryParameters(path)) {
                assertThat(wrong.body().path("detail").textValue()).as(path).contains(parameter);
            }
            answered.add(path);
        }
        assertThat(answered).hasSize(13);
    }

    @Test
    void answersForEachSeriesWhereverItIs() throws Exception {
        Set<String> owners = new HashSet<>();
        for (String key : keys) {
            ApiClient.Reply here = first().get(ONE, key, "");
            ApiClient.Reply there = second().get(ONE, key, "");

            assertThat(here.status()).as(key).isEqualTo(200);
            assertThat(here.body()).isEqualTo(there.body());
            assertThat(here.tag()).isEqualTo(there.tag());
            assertThat(here.body().path("key").textValue()).isEqualTo(key);
            assertThat(here.body().path("rows").intValue()).isEqualTo(ROWS);
            assertThat(here.body().path("lastEventTime").textValue())
                    .isEqualTo(START.plusSeconds(60 * (ROWS - 1)).toString());
            assertThat(here.body().path("model").path("version").textValue()).isEqualTo("1");
            assertThat(here.body().path("features").path(0).path("name").textValue())
                    .isEqualTo("value");
            owners.add(here.body().path("instance").textValue());
        }
        assertThat(owners).containsExactlyInAnyOrder(first().instance(), second().instance());
    }

    @Test
    void forecastsTheSameBitsAsTheCommandLineFromEitherInstance(@TempDir Path folder) throws Exception {
        Path model = folder.resolve("model.avro");
        ModelFiles.write(MODEL, model);
        for (String options : List.of("rows=30", "rows=150&band=50", "rows=40&path=feedback")) {
            Cli.Result printed = new Cli("api").run(commandLine(model, "host-7", options));
            assertThat(printed.code()).as(printed.err()).isZero();
            JsonNode expected = new JsonMapper().readTree(printed.out());

            assertThat(first().get(FORECAST, "host-7", options).body()).isEqualTo(expected);
            assertThat(second().get(FORECAST, "host-7", options).body()).isEqualTo(expected);
        }
    }

    private static String[] commandLine(Path model, String key, String options) {
        List<String> line = new ArrayList<>(List.of(
                "forecast",
                "--from-topic",
                "api.observations",
                "--key",
                key,
                "--set",
                "features=value=values.value",
                "--model",
                model.toString(),
                "--json"));
        for (String option : options.split("&", -1)) {
            line.add("--" + option);
        }
        return line.toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0} at a time")
    @ValueSource(ints = {1, 7, 36, 1000})
    void listsAllSeriesPageByPageInTheOrderOfTheirBytes(int limit) throws Exception {
        List<String> listed = list(second(), "limit=" + limit);

        assertThat(listed).containsExactlyElementsOf(sorted(keys));
    }

    @Test
    void listsSeriesThatBeginAlikeAndThoseOfOneInstance() throws Exception {
        List<String> local = list(first(), "scope=local&limit=5");
        local.addAll(list(second(), "scope=local&limit=5"));

        assertThat(list(first(), "prefix=host-1&limit=4"))
                .containsExactlyElementsOf(sorted(
                        keys.stream().filter(key -> key.startsWith("host-1")).toList()));
        assertThat(sorted(local)).containsExactlyElementsOf(sorted(keys));
    }

    @Test
    void listsTheNewestAlertsOfAllInstancesPageByPage() throws Exception {
        List<Anomaly> written = required(pipeline).anomalies(keys.size());
        Deadline.await(() -> "all alerts", () -> ids(first(), "limit=500").size() >= written.size());
        List<String> all = ids(first(), "limit=500");
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = second().get(ANOMALIES, "", "limit=7" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .body();
            page.path("anomalies")
                    .forEach(each -> paged.add(each.path("alertId").textValue()));
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));

        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        written.stream().map(Anomaly::getAlertId).toList());
        assertThat(paged).containsExactlyElementsOf(all);
        assertThat(first().get(ANOMALIES, "", "series=" + ApiClient.encoded(keys.get(0)))
                        .body()
                        .path("anomalies"))
                .isNotEmpty()
                .allMatch(each -> each.path("series").textValue().equals(keys.get(0)));
    }

    @Test
    void explainsAnAlertBitForBit() throws Exception {
        String alert = someAlert();
        ApiClient.Reply shown = first().get("/api/v1/anomalies/{alertId}", alert, "");

        ApiClient.Reply explained = second().get(EXPLAIN, alert, "");

        assertThat(explained.body().path("reproduced").booleanValue()).isTrue();
        assertThat(explained.body().path("score")).isEqualTo(shown.body().path("score"));
        assertThat(explained.body().path("features").path(0).path("observed"))
                .isEqualTo(shown.body().path("features").path(0).path("observed"));
    }

    @Test
    void tellsOfModelsAndOfTheTopology() throws Exception {
        JsonNode models = first().get("/api/v1/models").body();
        JsonNode topology = first().get("/api/v1/topology").body();

        assertThat(models.path("versions")).hasSize(1);
        assertThat(models.path("aliases").path(0).path("alias").textValue()).isEqualTo("champion");
        assertThat(models.path("aliases").path(0).path("newest"))
                .isEqualTo(models.path("versions").path(0).path("sha256"));
        assertThat(topology.path("status").path("ready").booleanValue()).isTrue();
        assertThat(topology.path("status").path("instances"))
                .map(each -> each.path("instance").textValue())
                .containsExactlyInAnyOrder(first().instance(), second().instance());
        assertThat(topology.path("subtopologies").path(0).path("nodes"))
                .anyMatch(node -> node.path("name").textValue().equals("detect"));
        Deadline.await(() -> "no lag", () -> lags(first()).equals(List.of(0)));
    }

    @ParameterizedTest(name = "{0}?{1}: {2}")
    @CsvSource({
        "/api/v1/series/{key}/forecast, rows=0, rows must be a whole number from 1 to 10000",
        "/api/v1/series/{key}/forecast, rows=-5, rows must be a whole number from 1 to 10000",
        "/api/v1/series/{key}/forecast, rows=99999999999999999999, rows must be a whole number",
        "/api/v1/series/{key}/forecast, rows=10001&band=0&path=x, path must be one of horizons, feedback",
        "/api/v1/series/{key}/forecast, band=NaN, band must be above 0.0 and below 100.0",
        "/api/v1/series/{key}/forecast, rows=1&rows=2, rows is given twice",
        "/api/v1/series/{key}/forecast, rows=%00, rows must be a whole number",
        "/api/v1/series, limit=1001, limit must be a whole number from 1 to 1000",
        "/api/v1/series, cursor=%25%25, cursor must be",
        "/api/v1/series, cursor=_w, cursor must be",
        "/api/v1/series, cursor=, no fault",
        "/api/v1/series, scope=none, scope must be one of all, local",
        "/api/v1/series, prefix=%ff, is not UTF-8",
        "/api/v1/anomalies, cursor=abcd, cursor must be",
        "/api/v1/anomalies, limit=, limit must be"
    })
    void saysWhatIsWrongWithHostileParameters(String path, String query, String fault) throws Exception {
        ApiClient.Reply reply = first().get(path, "host-1", query);

        if (fault.equals("no fault")) {
            assertThat(reply.status()).isEqualTo(200);
            return;
        }
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("detail").textValue()).contains(fault);
    }

    @Test
    void saysThatAKeyIsTooLongOrUnknownAndWhatToDo() throws Exception {
        assertThat(first().get(ONE, "k".repeat(1025), "").body().path("detail").textValue())
                .contains("a series key has at most 1024 bytes: found 1025");
        for (String key : List.of("", "host-999", "\u0001", "HOST-1", "host-1/", "' OR 1=1 --", "../../etc/passwd")) {
            ApiClient.Reply reply = second().get(FORECAST, key, "rows=3");

            assertThat(reply.status()).as(key).isEqualTo(404);
            assertThat(reply.body().path("type").textValue()).isEqualTo("urn:surprisal:problem:series-unknown");
            assertThat(reply.body().path("detail").textValue()).contains("no instance has", "/api/v1/series");
        }
        assertThat(first().get(EXPLAIN, "observations-0-999999", "").status()).isEqualTo(404);
    }

    @Test
    void asksNobodyElseForSomebodyWhoWasAsked() throws Exception {
        int found = 0;
        for (String key : keys) {
            String target = SERIES + "/" + ApiClient.encoded(key);
            HttpResponse<String> here = first().send(target, "Surprisal-Forwarded", "test");
            HttpResponse<String> there = second().send(target, "Surprisal-Forwarded", "test");

            assertThat(List.of(here.statusCode(), there.statusCode())).containsExactlyInAnyOrder(200, 404);
            found++;
        }
        assertThat(found).isEqualTo(keys.size());
    }

    @Test
    void readsOnly() throws Exception {
        HttpResponse<String> answer = first().send("/api/v2/series");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static int usualPartition(String key) {
        return Utils.toPositive(Utils.murmur2(Utils.utf8(key))) % 2;
    }

    @Test
    void namesInstancesThatDoNotAnswerWhereTheyMayKnow(@TempDir Path folder) throws Exception {
        try (Pipeline shared =
                new Pipeline("api-silent", folder.resolve("here")).with("http.advertised", "127.0.0.1")) {
            shared.publisher().publish(MODEL, PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
            ApiClient here = new ApiClient(shared.start());
            // Nobody listens there.
            shared.with("http.advertised", "127.0.0.1:1")
                    .with("state.dir", folder.resolve("silent").toString())
                    .start();
            Deadline.await(
                    () -> "a partition for each",
                    () -> partitions(here) == 1
                            && here.get("/api/v1/topology").body().toString().contains("127.0.0.1:1\""));
            shared.send(List.of("a", "b", "c", "d", "e", "f"), START, 1, 2, 3);
            shared.scores(18);

            JsonNode page = here.get(SERIES).body();
            ApiClient.Reply unknown = here.get(ONE, "nowhere", "");

            assertThat(page.path("series")).hasSizeBetween(1, 5);
            assertThat(page.path("silent")).map(JsonNode::textValue).containsExactly("127.0.0.1:1");
            assertThat(unknown.status()).isEqualTo(503);
            assertThat(unknown.body().path("detail").textValue()).contains("127.0.0.1:1");
        }
    }

    private String someAlert() throws Exception {
        Deadline.await(
                () -> "an alert",
                () -> !ids(first(), "limit=1").isEmpty()
                        && !ids(second(), "limit=1").isEmpty());
        return required(pipeline).anomalies(1).get(0).getAlertId();
    }

    private static List<String> ids(ApiClient client, String query) throws Exception {
        List<String> ids = new ArrayList<>();
        client.get(ANOMALIES, "", query)
                .body()
                .path("anomalies")
                .forEach(each -> ids.add(each.path("alertId").textValue()));
        return ids;
    }

    private static List<String> list(ApiClient client, String query) throws Exception {
        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = client.get(SERIES, "", query + (cursor == null ? "" : "&cursor=" + cursor))
                    .body();
            assertThat(page.path("silent")).isEmpty();
            page.path("series").forEach(each -> listed.add(each.path("key").textValue()));
            cursor = page.path("next").textValue();
        } while (cursor != null);
        return listed;
    }

    private static List<String> sorted(List<String> keys) {
        return keys.stream()
                .sorted(Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
    }

    /** Of active tasks; a lag that is not known counts as one. */
    private static List<Integer> lags(ApiClient client) throws Exception {
        JsonNode thread = client.get("/api/v1/topology")
                .body()
                .path("status")
                .path("threads")
                .path(0);
        return thread.path("active").findValues("lag").stream()
                .map(lag -> lag.asInt(1))
                .toList();
    }

    private static long partitions(ApiClient client) throws Exception {
        JsonNode status = client.get("/api/v1/topology").body().path("status");
        return status.path("ready").booleanValue()
                ? status.path("threads").path(0).path("active").size()
                : 0;
    }

    /** Waves, with one row far off at the end of each series. */
    private static double[] values() {
        Random random = new Random(3);
        double[] values = IntStream.range(0, ROWS)
                .mapToDouble(row -> 100 + 10 * StrictMath.sin(row / 10.0) + random.nextGaussian())
                .toArray();
        values[ROWS - 10] = 500;
        return values;
    }

    private ApiClient first() {
        return required(first);
    }

    private ApiClient second() {
        return required(second);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("it is made before the tests");
        }
        return value;
    }
}
