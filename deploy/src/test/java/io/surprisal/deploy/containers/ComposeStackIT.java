package io.surprisal.deploy.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.schemas.models.BundledModel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The compose file with our images, from an empty cluster over a kill to a model from the trainer and a graceful stop. */
@Tag("containers")
@ExtendWith(ContainersRunHere.class)
class ComposeStackIT {

    private static final Map<String, String> SETTINGS = Map.of(
            "FEATURES", "load=values.load",
            "SCORES_ENABLED", "true",
            // The least that brokers allow.
            "SESSION_TIMEOUT_MS", "6000");
    private static final List<String> SERIES =
            List.of("host-1", "host-2", "host-3", "host-4", "host-5", "host-6", "host-7", "host-8");
    private static final int USUAL_ROWS = 600;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int TERMINATED = 128 + 15; // what a JVM that SIGTERM has ended returns

    private static Stack stack;

    @BeforeAll
    static void startEverythingButTheObservers() throws Exception {
        Map<String, String> settings = new HashMap<>(ContainerImages.build());
        settings.putAll(SETTINGS);
        stack = new Stack(settings);
        stack.close(); // what a killed run has left
        stack.compose("up", "--no-build", "--detach", "detector-1", "detector-2")
                .orThrow();
        stack.await("detector-1", "/health/ready", ready -> true, LIMIT);
        stack.await("detector-2", "/health/ready", ready -> true, LIMIT);
    }

    @AfterAll
    static void removeEverything() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void losesNothingWhenADetectorIsKilledTakesTheTrainersModelAndStopsWhenAsked() throws Exception {
        try (Traffic traffic = new Traffic(stack.bootstrapServers(), stack.registryUrl())) {
            Instant before = traffic.sendUsualRowsThenSpikes(SERIES, USUAL_ROWS);
            List<Anomaly> alerts = traffic.awaitAlerts(before, SERIES.size(), LIMIT);
            stack.compose("kill", "detector-1").orThrow();
            Instant after = traffic.sendUsualRowsThenSpikes(SERIES, USUAL_ROWS);
            traffic.awaitAlerts(after, SERIES.size(), LIMIT);

            assertThat(alerts)
                    .allMatch(alert -> alert.getModelSha256()
                            .equals(BundledModel.load().getManifest().getSha256()));
            assertThat(traffic.awaitScores(LIMIT)).containsExactlyInAnyOrderElementsOf(traffic.sent());
        }
        train();
        stack.await("detector-2", "/health/ready", ready -> ready.contains("\"default from-the-trainer "), LIMIT);
        stack.await("detector-2", "/metrics", metrics -> metrics.contains("surprisal_records_total"), LIMIT);
        stack.compose("stop", "detector-2").orThrow();
        assertThat(stack.exitCode("detector-2")).isEqualTo(TERMINATED);
    }

    /** A small network, learnt from the topic and published by the trainer's image. */
    private static void train() {
        stack.compose(("run --rm -T trainer train --from-topic observations --hidden 4 --epochs 1 --synthetic 20"
                                + " --per-set 8 --model-version from-the-trainer --publish champion")
                        .split(" "))
                .orThrow();
    }

    @Test
    void exitsWithTwoNamingAllFaultsOfTheSettings() {
        Outcome outcome = stack.compose(
                "run --rm -T feed detect --set features= --set input.format=xml --set http.port=-1".split(" "));

        assertThat(outcome.exitCode()).describedAs(outcome.output()).isEqualTo(2);
        assertThat(outcome.output()).contains("features", "input.format", "http.port");
    }

    @Test
    void saysThatTheDetectorsImageDoesNotTrain() {
        Outcome outcome = stack.compose("run --rm -T --no-deps feed train --out /tmp/model.avro".split(" "));

        assertThat(outcome.exitCode()).describedAs(outcome.output()).isEqualTo(1);
        assertThat(outcome.output()).contains("surprisal-trainer");
    }
}
