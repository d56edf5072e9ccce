package io.surprisal.topology.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who answers a request. Answers have an entity tag, the hash of their body, so that whoever asks again is spared the
 * body while nothing has changed. Thread-safe.
 */
public final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final int TAG_DIGITS = 32;

    /**
     * A request.
     *
     * @param method of HTTP
     * @param path as it came, encoded
     * @param query as it came, without its question mark
     * @param forwarded whether another instance asks
     * @param ifNoneMatch entity tags that the caller has the bodies of
     * @param authorization what the caller says to be allowed to write
     * @param body reads what was sent; asked of those only who may write
     */
    record Request(
            String method,
            String path,
            @Nullable String query,
            boolean forwarded,
            @Nullable String ifNoneMatch,
            @Nullable String authorization,
            Supplier<String> body) {

        String target() {
            return query == null ? path : path + '?' + query;
        }
    }

    private final List<Route> routes;
    private final WriteToken token;

    /** These routes, without anybody who may write; the first that matches answers. */
    public Routes(List<Route> routes) {
        this(routes, WriteToken.of(""));
    }

    /** These routes; the first that matches answers. */
    public Routes(List<Route> routes, WriteToken token) {
        this.routes = List.copyOf(routes);
        this.token = token;
    }

    /** The templates of all paths. */
    public List<String> templates() {
        return routes.stream().map(Route::template).distinct().toList();
    }

    Answer answer(Request request) {
        try {
            Answer answer = found(request);
            return Method.GET.names().contains(request.method()) ? tagged(answer, request.ifNoneMatch()) : answer;
        } catch (ProblemException problem) {
            return refusal(problem.problem());
        } catch (RuntimeException failure) {
            // The edge: a failed answer must not end the server's thread, and its cause is nobody's business outside.
            LOG.error("{} failed", request.path(), failure);
            return Problem.of(ProblemKind.FAILED, "the log of this instance says why")
                    .answer();
        }
    }

    private Answer found(Request request) {
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = variables(route, request.path());
            if (variables.isEmpty()) {
                continue;
            }
            if (route.method().names().contains(request.method())) {
                return called(route, variables.get(), request);
            }
            allowed.addAll(route.method().names());
        }
        if (!allowed.isEmpty()) {
            return Problem.of(
                            ProblemKind.METHOD_NOT_ALLOWED,
                            request.path() + " answers to " + String.join(" and ", allowed) + " only")
                    .answer()
                    .with("Allow", String.join(", ", allowed));
        }
        throw new ProblemException(
                ProblemKind.NO_SUCH_PATH,
                "nothing is served here; /api/v1/openapi.json says what is, and a key must be percent-encoded as one part"
                        + " of the path (a/b as a%2Fb)");
    }

    private Answer called(Route route, Map<String, String> variables, Request request) {
        if (route.method().writes()) {
            Optional<Answer> refusal = token.refusal(request.authorization());
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        String body = route.method().writes() ? request.body().get() : "";
        return route.answer(
                new Call(variables, Parameters.of(request.query()), request.target(), request.forwarded(), body));
    }

    private static Optional<Map<String, String>> variables(Route route, String path) {
        try {
            return route.match(Route.segments(path));
        } catch (IllegalArgumentException malformed) {
            throw new ProblemException(
                    Problem.of(ProblemKind.WRONG_PARAMETERS, List.of(String.valueOf(malformed.getMessage()))));
        }
    }

    private static Answer refusal(Problem problem) {
        Answer answer = problem.answer();
        return problem.status() == ProblemKind.UNAVAILABLE.status() ? answer.with("Retry-After", "1") : answer;
    }

    private static Answer tagged(Answer answer, @Nullable String ifNoneMatch) {
        if (answer.status() != Answer.OK) {
            return answer;
        }
        String tag = '"' + hash(answer.body()) + '"';
        Answer tagged = answer.with("ETag", tag);
        return ifNoneMatch != null && hasTag(ifNoneMatch, tag) ? tagged.notModified() : tagged;
    }

    /** Proxies that compress make tags weak; those count as well. */
    static boolean hasTag(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                .anyMatch(each -> each.equals(tag) || each.equals("*"));
    }

    static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest).substring(0, TAG_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
