package io.surprisal.topology.http;

import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The application's HTTP server: {@code /health/live}, {@code /health/ready}, {@code /metrics}, the routes of the API,
 * its events, and pages. In the clear or by TLS.
 *
 * <p>Only so many requests to the API are worked on at a time; the others wait. Health and metrics, and what other
 * instances ask, have threads left to them: so no load makes an instance look dead, and two instances cannot wait for each
 * other.
 */
public final class AppServer implements AutoCloseable {

    /** Says that another instance asks: the name that it is known by. */
    public static final String FORWARDED = "Surprisal-Forwarded";

    private static final int THREADS = 24;
    private static final int LEAST_THREADS = 4;
    private static final int REQUESTS = 6;
    private static final int WAITING_REQUESTS = 200;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long IDLE_MS = 30_000;

    /** What there is to see. */
    public interface View {

        /** Whether the process is worth keeping alive. */
        Health live();

        /** Whether it does its work. */
        Health ready();

        /** All metrics in Prometheus' text format. */
        String metrics();
    }

    private final Server server;
    private final ServerConnector connector;

    private AppServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Takes address and port; who asks waits until {@link #serve}.
     *
     * @throws IOException if they cannot be had
     * @throws IllegalArgumentException if the certificate cannot be used
     */
    public static AppServer bind(DetectorSettings.Http settings) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, LEAST_THREADS);
        threads.setName("surprisal-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        Server server = new Server(threads);
        server.setErrorHandler(new ErrorAnswers());
        server.setStopTimeout(0);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration());
        ServerConnector connector = settings.tls().isOn()
                ? new ServerConnector(
                        server,
                        1,
                        1,
                        new SslConnectionFactory(HttpTls.server(settings.tls()), http.getProtocol()),
                        http)
                : new ServerConnector(server, 1, 1, http);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MS);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException failure) {
            throw failure.getCause() instanceof BindException taken ? taken : failure;
        }
        return new AppServer(server, connector);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        // A series key may be any text, slashes and dots too; routes read the path as it came, and no file is served.
        configuration.setUriCompliance(UriCompliance.from(EnumSet.allOf(UriCompliance.Violation.class)));
        return configuration;
    }

    /** Health and metrics alone. */
    static AppServer start(DetectorSettings.Http settings, View view) throws IOException {
        AppServer server = bind(settings);
        server.serve(view, new Routes(List.of()));
        return server;
    }

    /** Health, metrics and these routes alone. */
    void serve(View view, Routes routes) {
        serve(view, routes, new Pages(), new EventStream("", (listener, lastId) -> {}));
    }

    /**
     * Begins to answer.
     *
     * @throws IllegalStateException if the server does not start
     */
    // The edge: the library's method throws Exception.
    public void serve(View view, Routes routes, Pages pages, EventStream events) {
        Front front = new Front(view, routes, pages, events);
        QoSHandler busy = new QoSHandler(front);
        busy.setMaxRequestCount(REQUESTS);
        busy.setMaxSuspendedRequestCount(WAITING_REQUESTS);
        busy.setMaxSuspend(LONGEST_WAIT);
        busy.include(request -> front.isWork(request) && !isForwarded(request));
        server.setHandler(busy);
        try {
            server.start();
        } catch (Exception failure) {
            throw new IllegalStateException("the HTTP server does not start", failure);
        }
    }

    static boolean isForwarded(Request request) {
        return request.getHeaders().contains(FORWARDED);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    @Override
    // The edge: the library's method throws Exception.
    public void close() {
        try {
            connector.close();
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("the HTTP server does not stop", failure);
        }
    }
}
