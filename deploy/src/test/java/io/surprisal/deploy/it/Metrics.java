package io.surprisal.deploy.it;

import io.surprisal.topology.DetectorApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a detector tells of itself. */
final class Metrics {

    private Metrics() {}

    /** The text of {@code /metrics}. */
    static String of(DetectorApp app) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + app.address().getPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
