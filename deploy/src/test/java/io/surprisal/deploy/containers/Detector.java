package io.surprisal.deploy.containers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The running detector in its container, asked from outside. */
final class Detector implements AutoCloseable {

    private static final int HTTP_PORT = 8080;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int STOP_LIMIT_SECONDS = 30;

    private final GenericContainer<?> container;
    private final HttpClient http = HttpClient.newHttpClient();

    Detector(GenericContainer<?> container) {
        this.container = container
                .withExposedPorts(HTTP_PORT)
                .waitingFor(Wait.forHttp("/health/ready").forPort(HTTP_PORT).withStartupTimeout(START_LIMIT));
    }

    /** Starts it and waits until it says that it is ready. */
    void start() {
        container.start();
    }

    /** Waits until the image's own health check has passed. */
    void awaitHealthy() {
        Wait.forHealthcheck().withStartupTimeout(START_LIMIT).waitUntilReady(container);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + container.getHost() + ":" + container.getMappedPort(HTTP_PORT) + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What it has printed so far. */
    String logs() {
        return container.getLogs();
    }

    /**
     * Asks it to stop as an orchestrator does (SIGTERM) and waits.
     *
     * @return its exit code; 137 if it had to be killed
     */
    long stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_LIMIT_SECONDS)
                .exec();
        return Deployment.exitCode(container);
    }

    @Override
    public void close() {
        container.close();
    }
}
