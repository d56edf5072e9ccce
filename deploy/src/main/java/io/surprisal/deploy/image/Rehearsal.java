package io.surprisal.deploy.image;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.deploy.broker.EmbeddedBroker;
import io.surprisal.deploy.broker.NewTopics;
import io.surprisal.deploy.feed.FeedRow;
import io.surprisal.deploy.feed.FleetFeed;
import io.surprisal.deploy.feed.ObservationProducer;
import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetClock;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.setup.TopicSetup;
import io.surprisal.topology.DetectorApp;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * A detector's start and its first observations, with a broker and a registry in this process: what it loads is what a
 * detector loads, so the build of an image lists the classes of this run and archives them (AppCDS).
 */
public final class Rehearsal {

    private static final int SERIES = 12;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long POLL_MS = 50;
    private static final List<String> PATHS = List.of("/health/live", "/health/ready", "/metrics", "/api/v1/series");

    private Rehearsal() {}

    /**
     * Runs it to its end.
     *
     * @param arguments a folder for what the broker and the detector write
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            run(DetectorSettings.of(Map.of(
                    "bootstrap.servers", broker.bootstrapServers(),
                    "schema.registry.url", "mock://rehearsal",
                    "auto.register.schemas", "true",
                    "features", "value=values.value",
                    "state.dir", folder.resolve("state").toString(),
                    "http.port", "0")));
        }
        // Threads of libraries do not count.
        System.exit(0);
    }

    private static void run(DetectorSettings settings) throws IOException, InterruptedException {
        Topics topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
        Map<String, Object> client =
                Map.of("bootstrap.servers", settings.engine().bootstrapServers());
        try (Admin admin = Admin.create(client);
                SchemaRegistryClient registry = settings.registry().client()) {
            TopicSetup.at(admin, settings.engine().bootstrapServers(), registry, settings.registry(), settings.topics())
                    .run(topics.all(), TopicSetup.Mode.APPLY);
            NewTopics.await(admin, topics.all().stream().map(Topic::name).toList());
        }
        try (DetectorApp app = DetectorApp.start(settings)) {
            await(() -> app.ready().well());
            int rows = send(client, topics);
            String judged = "surprisal_records_total " + rows + ".0";
            await(() -> get(app, "/metrics").contains(judged));
            PATHS.forEach(path -> get(app, path));
        }
    }

    private static int send(Map<String, Object> client, Topics topics) throws InterruptedException {
        Fleet fleet = Fleet.of(1, SERIES, FleetClock.before(Instant.now(), Duration.ofHours(1)));
        try (FleetFeed feed = FleetFeed.history(fleet);
                ObservationProducer producer =
                        new ObservationProducer(client, topics.observations(), feed, (row, partition, offset) -> {})) {
            for (Optional<FeedRow> row = feed.next(); row.isPresent(); row = feed.next()) {
                producer.send(row.get());
            }
            producer.flush();
            return Math.toIntExact(producer.rows());
        }
    }

    private static String get(DetectorApp app, String path) {
        URI uri = URI.create("http://127.0.0.1:" + app.address().getPort() + path);
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static void await(BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the rehearsal has not come to its end within " + LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }
}
