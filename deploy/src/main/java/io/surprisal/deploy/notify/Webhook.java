package io.surprisal.deploy.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Posts JSON to one address. Redirects are not followed, because they would lose the body or lead elsewhere. */
final class Webhook {

    /** What came of it. */
    enum Kind {
        /** The receiver has it. */
        DELIVERED,
        /** The receiver never takes this body: 400, 413, 415 or 422. */
        REFUSED,
        /** It may take it later. */
        FAILED
    }

    /**
     * What came of it.
     *
     * @param reason in words
     * @param wish how long the receiver wishes to be left alone; zero where it says nothing
     */
    record Outcome(Kind kind, String reason, Duration wish) {}

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Set<Integer> NEVER = Set.of(400, 413, 415, 422);
    private static final int SUCCESS_FROM = 200;
    private static final int SUCCESS_BEFORE = 300;
    private static final int SHOWN = 200;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final URI address;
    private final Map<String, String> headers;
    private final Duration limit;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * A webhook.
     *
     * @param headers further ones, such as an authorization
     * @param limit for one answer
     */
    Webhook(URI address, Map<String, String> headers, Duration limit) {
        this.address = address;
        this.headers = Map.copyOf(headers);
        this.limit = limit;
    }

    Outcome post(String json) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status >= SUCCESS_FROM && status < SUCCESS_BEFORE) {
                return new Outcome(Kind.DELIVERED, "", Duration.ZERO);
            }
            String body = answer.body().strip();
            String reason = "HTTP " + status + ' ' + (body.length() > SHOWN ? body.substring(0, SHOWN) + "..." : body);
            return new Outcome(NEVER.contains(status) ? Kind.REFUSED : Kind.FAILED, reason, wish(answer));
        } catch (IOException broken) {
            return new Outcome(Kind.FAILED, String.valueOf(broken.getMessage()), Duration.ZERO);
        }
    }

    private static Duration wish(HttpResponse<String> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        if (!seconds.matches("\\d{1,6}")) {
            return Duration.ZERO;
        }
        Duration wish = Duration.ofSeconds(Long.parseLong(seconds));
        return wish.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wish;
    }
}
