package io.surprisal.deploy.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.ModelFile;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The project's image beside a broker and a registry, from an empty cluster to an alert and a graceful stop. */
@Tag("containers")
@ExtendWith(ContainersRunHere.class)
class DeployedDetectorIT {

    private static final Map<String, String> SETTINGS = Map.of(
            "SURPRISAL_FEATURES", "load=values.load",
            "SURPRISAL_EVENT_TIME", "time",
            // So that it is ready only with the model that was published.
            "SURPRISAL_MODEL_FALLBACK", "none",
            "SURPRISAL_JAVA_OPTS", "-Xmx512m -XX:+UseSerialGC");
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int USUAL_ROWS = 600;
    private static final Duration ALERT_LIMIT = Duration.ofMinutes(1);
    private static final String MODEL_IN_CONTAINER = "/tmp/model.avro";
    private static final int OK = 200;
    private static final long TERMINATED = 128 + 15; // what a JVM that SIGTERM has ended returns

    private static Deployment deployment;

    @BeforeAll
    static void startBrokerAndRegistry() {
        deployment = new Deployment();
        deployment.start();
    }

    @AfterAll
    static void removeAllContainers() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void setsUpPublishesDetectsAndStopsWhenAsked(@TempDir Path folder) throws Exception {
        ModelFile model = BundledModel.load();
        Path file = folder.resolve("model.avro");
        ModelFiles.write(model, file);
        succeed(deployment.run("setup"));
        succeed(deployment.runWithFile(file, MODEL_IN_CONTAINER, "publish", MODEL_IN_CONTAINER, "--as", "champion"));

        try (Detector detector = deployment.detector(SETTINGS);
                Traffic traffic = new Traffic(deployment.bootstrapServers(), deployment.registryUrl())) {
            detector.start();
            Instant spike = traffic.sendUsualRowsThenASpike("host-1", START, USUAL_ROWS);
            Anomaly alert = traffic.awaitAlert(spike, ALERT_LIMIT);

            assertThat(alert.getSeries()).isEqualTo("host-1");
            assertThat(alert.getScore()).isGreaterThanOrEqualTo(alert.getThreshold());
            assertThat(alert.getModelSha256()).isEqualTo(model.getManifest().getSha256());
            assertThat(detector.get("/health/live").statusCode()).isEqualTo(OK);
            assertThat(detector.get("/metrics").statusCode()).isEqualTo(OK);
            detector.awaitHealthy();
            assertThat(detector.stop()).describedAs(detector.logs()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void exitsWithTwoNamingAllFaultsOfTheSettings() {
        Outcome outcome = deployment.run("detect", "--set", "input.format=xml", "--set", "http.port=-1");

        assertThat(outcome.exitCode()).describedAs(outcome.output()).isEqualTo(2);
        assertThat(outcome.output()).contains("features", "input.format", "http.port");
    }

    private static void succeed(Outcome outcome) {
        assertThat(outcome.exitCode()).describedAs(outcome.output()).isZero();
    }
}
