package io.surprisal.deploy.cli;

import io.surprisal.topology.DetectorApp;
import io.surprisal.topology.RunPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detect}: the streaming application, until it is stopped. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = "Runs the detector: reads observations, writes anomalies, until it is stopped.",
        footer = {
            "",
            "Settings come from the file, then SURPRISAL_* variables (topic.observations is",
            "SURPRISAL_TOPIC_OBSERVATIONS), then --set; docs/CONFIGURATION.md and 'surprisal config reference' list them.",
            "Only 'features' has no default. 'surprisal config check' says beforehand whether the cluster has what it takes.",
            "Run as many instances with one application.id as the input topic has partitions.",
            "What it does and knows is told at http://HTTP.HOST:HTTP.PORT (http://localhost:8080): /health/ready, /metrics,",
            "/api/v1/series, .../series/KEY/forecast, /api/v1/anomalies, /models, /topology (docs/API.md).",
            "",
            "Examples:",
            "  surprisal detect --set features=values.cpu,values.mem",
            "  surprisal detect --config detector.properties",
            "  surprisal detect --config detector.properties --dry-run",
            "  SURPRISAL_FEATURES=cpu SURPRISAL_INPUT_FORMAT=json surprisal detect"
        })
final class DetectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--dry-run",
            description =
                    "Only print what would run, its topics and its topology; neither broker nor registry is asked.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        if (dryRun) {
            RunPlan plan = new RunPlan(cluster.detector());
            PrintWriter out = spec.commandLine().getOut();
            plan.lines().forEach(out::println);
            out.println();
            out.println(plan.topology());
            out.flush();
            return 0;
        }
        try (DetectorApp app = DetectorApp.start(cluster.detector())) {
            // SIGTERM and Ctrl-C: finish the work in hand, commit it, stop.
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "detect-stop"));
            app.join();
        }
        return 0;
    }
}
