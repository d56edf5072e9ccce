package io.surprisal.topology.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers health and metrics by itself, and hands the rest to the routes. */
final class Front extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; charset=utf-8";
    private static final String API = "/api/";

    private final AppServer.View view;
    private final Routes routes;

    Front(AppServer.View view, Routes routes) {
        this.view = view;
        this.routes = routes;
    }

    static boolean isApi(Request request) {
        return request.getHttpURI().getPath().startsWith(API);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = isApi(request) ? routed(request) : plain(request);
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
                default ->
                    Answer.text(
                            ProblemKind.NO_SUCH_PATH.status(),
                            TEXT_TYPE,
                            "/health/live /health/ready /metrics /api/v1/openapi.json\n");
            };
        } catch (RuntimeException failure) {
            LOG.error("{} failed", path, failure);
            return Answer.text(ProblemKind.FAILED.status(), TEXT_TYPE, "failed, see the log\n");
        }
    }

    private static Answer health(Health health) {
        return Answer.text(health.well() ? Answer.OK : ProblemKind.UNAVAILABLE.status(), Answer.JSON, health.json());
    }
}
