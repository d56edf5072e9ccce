package io.surprisal.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    private final Routes routes = new Routes(List.of(
            new Route("/api/v1/things", RoutesTest::things),
            new Route("/api/v1/things/{name}", call -> Answer.json(Map.of("name", call.variable("name")))),
            new Route("/api/v1/broken", call -> {
                throw new IllegalStateException("secret");
            })));

    private static Answer things(Call call) {
        int limit = call.parameters().integer("limit", 10, 1, 100);
        double share = call.parameters().number("share", 50, 0, 100);
        Shape shape = call.parameters().choice("shape", Shape.ROUND, Shape.values());
        call.parameters().check();
        return Answer.json(List.of(limit, share, shape));
    }

    private enum Shape {
        ROUND,
        VERY_FLAT
    }

    @ParameterizedTest(name = "as {0}")
    @CsvSource({
        "a, a",
        "a%2Fb, a/b",
        "a+b, a+b",
        "%C3%A9, é",
        "%e2%98%83, ☃",
        "%2e%2e, ..",
        "a;b=c, a;b=c",
        "%25, %",
        "'', ''"
    })
    void readsAPartOfThePathAsItWasEncoded(String encoded, String name) throws Exception {
        Answer answer = get("/api/v1/things/" + encoded);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Json.tree(answer.body()).get("name").textValue()).isEqualTo(name);
    }

    @Test
    void encodesTextSoThatItIsReadBack() {
        String text = "a/b?c&d=é☃\u0000 \uD83D\uDE00%+~";

        assertThat(PercentText.decode(PercentText.encode(text))).isEqualTo(text);
        assertThat(PercentText.encode(text)).matches("[A-Za-z0-9%._~-]+");
    }

    @ParameterizedTest(name = "as {0}")
    @CsvSource({
        "%, has a % without two hexadecimal digits after it",
        "a%2, has a % without two hexadecimal digits after it",
        "%zz, has a % without two hexadecimal digits after it",
        "%ff, is not UTF-8",
        "%c3%28, is not UTF-8",
        "%ed%a0%80, is not UTF-8"
    })
    void refusesAPathThatIsNotPercentEncodedUtf8(String encoded, String fault) {
        Answer answer = get("/api/v1/things/" + encoded);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(body(answer)).contains("urn:surprisal:problem:wrong-parameters", fault);
    }

    @Test
    void saysAllThatIsWrongWithTheParametersAtOnce() throws Exception {
        Answer answer = get("/api/v1/things", "limit=0&share=x&shape=flat&limt=3&share=4&a=%zz");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(Json.tree(answer.body()).get("faults"))
                .map(each -> each.textValue())
                .containsExactly(
                        "share is given twice",
                        "\"%zz\" has a % without two hexadecimal digits after it",
                        "limit must be a whole number from 1 to 100: found \"0\"",
                        "share must be above 0.0 and below 100.0: found \"x\"",
                        "shape must be one of round, very-flat: found \"flat\"",
                        "there is no parameter \"limt\" here, only limit, shape, share");
    }

    @Test
    void takesTheUsualWhereNothingIsSaid() {
        assertThat(body(get("/api/v1/things"))).isEqualTo("[10,50.0,\"ROUND\"]");
        assertThat(body(get("/api/v1/things", "shape=very-flat&limit=7&share=1e1")))
                .isEqualTo("[7,10.0,\"VERY_FLAT\"]");
    }

    @Test
    void sparesTheBodyWhoeverHasIt() {
        Answer first = get("/api/v1/things/a");
        String tag = first.headers().getOrDefault("ETag", "");

        Answer again = routes.answer(request("GET", "/api/v1/things/a", null, "\"other\", W/" + tag));
        Answer other = routes.answer(request("GET", "/api/v1/things/b", null, tag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers()).containsEntry("ETag", tag);
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void answersToReadingOnly() {
        Answer answer = routes.answer(request("DELETE", "/api/v1/things/a", null, null));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1", "/api/v1/", "/api/v1/things/a/b", "/api/v1/things//", "/api/v2/things"})
    void servesNothingElse(String path) {
        Answer answer = get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(body(answer)).contains("urn:surprisal:problem:no-such-path", "/api/v1/openapi.json");
    }

    @Test
    void keepsItsFailuresToItself() {
        Answer answer = get("/api/v1/broken");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(body(answer)).doesNotContain("secret", "Exception").contains("urn:surprisal:problem:failed");
    }

    private Answer get(String path) {
        return get(path, null);
    }

    private Answer get(String path, @Nullable String query) {
        return routes.answer(request("GET", path, query, null));
    }

    private static Routes.Request request(
            String method, String path, @Nullable String query, @Nullable String ifNoneMatch) {
        return new Routes.Request(method, path, query, false, ifNoneMatch, null, () -> "");
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
