package io.surprisal.topology.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers health and metrics by itself, and hands the rest to pages, events and routes. */
final class Front extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; charset=utf-8";
    private static final String API = "/api/";

    private final AppServer.View view;
    private final Routes routes;
    private final Pages pages;
    private final EventStream events;

    Front(AppServer.View view, Routes routes, Pages pages, EventStream events) {
        this.view = view;
        this.routes = routes;
        this.pages = pages;
        this.events = events;
    }

    private static boolean isApi(Request request) {
        return request.getHttpURI().getPath().startsWith(API);
    }

    /** Whether it may take long to answer, or ask others. */
    boolean isWork(Request request) {
        return request.getHttpURI().getPath().startsWith(API)
                && !request.getHttpURI().getPath().equals(events.path());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getHttpURI().getPath().equals(events.path())
                && request.getMethod().equals("GET")) {
            if (events.open(request, response, callback)) {
                return true;
            }
            return write(tooMany(), response, callback);
        }
        return write(isApi(request) ? routed(request) : plain(request), response, callback);
    }

    private static Answer tooMany() {
        return Problem.of(ProblemKind.UNAVAILABLE, "too many listen to events already; ask again in a moment")
                .answer()
                .with("Retry-After", "5");
    }

    private static boolean write(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders()
                .put(HttpHeader.CACHE_CONTROL, answer.headers().containsKey("ETag") ? "no-cache" : "no-store");
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private Answer routed(Request request) {
        return routes.answer(new Routes.Request(
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                AppServer.isForwarded(request),
                request.getHeaders().get(HttpHeader.IF_NONE_MATCH),
                request.getHeaders().get(HttpHeader.AUTHORIZATION),
                () -> RequestBody.read(request)));
    }

    // The edge: a failed answer must not end the server's thread.
    private Answer plain(Request request) {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return Answer.text(ProblemKind.METHOD_NOT_ALLOWED.status(), TEXT_TYPE, "GET only\n")
                    .with("Allow", "GET, HEAD");
        }
        String path = request.getHttpURI().getPath();
        try {
            return switch (path) {
                case "/health/live" -> health(view.live());
                case "/health/ready" -> health(view.ready());
                case "/metrics" -> Answer.text(Answer.OK, METRICS_TYPE, view.metrics());
                default -> page(request, path);
            };
        } catch (RuntimeException failure) {
            LOG.error("{} failed", path, failure);
            return Answer.text(ProblemKind.FAILED.status(), TEXT_TYPE, "failed, see the log\n");
        }
    }

    private Answer page(Request request, String path) {
        return pages.at(
                        path,
                        request.getHeaders().get(HttpHeader.IF_NONE_MATCH),
                        request.getHeaders().get(HttpHeader.ACCEPT_ENCODING))
                .orElseGet(() -> Answer.text(
                        ProblemKind.NO_SUCH_PATH.status(),
                        TEXT_TYPE,
                        "/ /health/live /health/ready /metrics /api/v1/openapi.json\n"));
    }

    private static Answer health(Health health) {
        return Answer.text(health.well() ? Answer.OK : ProblemKind.UNAVAILABLE.status(), Answer.JSON, health.json());
    }
}
