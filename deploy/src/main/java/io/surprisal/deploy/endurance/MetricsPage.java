package io.surprisal.deploy.endurance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/** What an instance's {@code /metrics} said at one moment. */
public final class MetricsPage {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> lines;

    private MetricsPage(List<String> lines) {
        this.lines = lines;
    }

    /**
     * Asks an instance of this machine.
     *
     * @throws IOException if it does not answer
     */
    public static MetricsPage read(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(LIMIT)
                .build();
        return new MetricsPage(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofLines()).body().toList());
    }

    /** All values of a metric together, 0 where there is none. */
    public double sum(String name) {
        return values(name, "").sum();
    }

    /** Of those alone that have a label. */
    public double sum(String name, String label) {
        return values(name, label).sum();
    }

    /** The largest of its values, 0 where there is none: of what all stores have in common, each tells the whole. */
    public double max(String name) {
        return values(name, "").max().orElse(0);
    }

    private DoubleStream values(String name, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(Double::isFinite);
    }
}
