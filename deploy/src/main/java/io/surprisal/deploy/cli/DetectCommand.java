package io.surprisal.deploy.cli;

import io.surprisal.topology.DetectorApp;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code detect}: the streaming application, until it is stopped. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = "Runs the detector: reads observations, writes anomalies, until it is stopped.",
        footer = {
            "",
            "Settings come from the file, then SURPRISAL_* variables (topic.observations is",
            "SURPRISAL_TOPIC_OBSERVATIONS), then --set; deploy/README.md lists them. Only 'features' has no default.",
            "Run as many instances with one application.id as the input topic has partitions.",
            "What it does and knows is told at http://HTTP.HOST:HTTP.PORT (http://localhost:8080): /health/ready, /metrics,",
            "/api/v1/series, .../series/KEY/forecast, /api/v1/anomalies, /models, /topology (docs/API.md).",
            "",
            "Examples:",
            "  surprisal detect --set features=values.cpu,values.mem",
            "  surprisal detect --config detector.properties",
            "  SURPRISAL_FEATURES=cpu SURPRISAL_INPUT_FORMAT=json surprisal detect"
        })
final class DetectCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws InterruptedException {
        try (DetectorApp app = DetectorApp.start(cluster.detector())) {
            // SIGTERM and Ctrl-C: finish the work in hand, commit it, stop.
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "detect-stop"));
            app.join();
        }
        return 0;
    }
}
