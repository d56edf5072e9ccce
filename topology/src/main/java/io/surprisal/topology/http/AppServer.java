package io.surprisal.topology.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's small HTTP server: {@code /health/live}, {@code /health/ready}, {@code /metrics}. Reads only. */
public final class AppServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppServer.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    /** Health must answer while a scrape is being written. */
    private static final int THREADS = 2;

    /** What there is to see. */
    public interface View {

        /** Whether the process is worth keeping alive. */
        Health live();

        /** Whether it does its work. */
        Health ready();

        /** All metrics in Prometheus' text format. */
        String metrics();
    }

    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final ExecutorService threads;

    private AppServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if address and port cannot be had
     */
    public static AppServer start(DetectorSettings.Http settings, View view) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "surprisal-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        answer(server, "/health/live", () -> health(view.live()));
        answer(server, "/health/ready", () -> health(view.ready()));
        answer(server, "/metrics", () -> new Answer(OK, METRICS_TYPE, view.metrics()));
        answer(
                server,
                "/",
                () -> new Answer(NOT_FOUND, "text/plain; charset=utf-8", "/health/live /health/ready /metrics\n"));
        server.start();
        return new AppServer(server, threads);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static Answer health(Health health) {
        return new Answer(health.well() ? OK : UNAVAILABLE, "application/json", health.json());
    }

    private static void answer(HttpServer server, String path, Supplier<Answer> answers) {
        server.createContext(path, exchange -> {
            try (exchange) {
                boolean exact =
                        path.equals("/") || exchange.getRequestURI().getPath().equals(path);
                send(exchange, exact ? checked(exchange, answers) : new Answer(NOT_FOUND, "text/plain", "not found\n"));
            }
        });
    }

    // The edge: a failed answer must not end the server's thread.
    private static Answer checked(HttpExchange exchange, Supplier<Answer> answers) {
        if (!exchange.getRequestMethod().equals("GET")
                && !exchange.getRequestMethod().equals("HEAD")) {
            return new Answer(METHOD_NOT_ALLOWED, "text/plain", "GET only\n");
        }
        try {
            return answers.get();
        } catch (RuntimeException failure) {
            LOG.error("{} failed", exchange.getRequestURI().getPath(), failure);
            return new Answer(FAILED, "text/plain", "failed, see the log\n");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
