package io.surprisal.deploy.cli;

import io.surprisal.topology.settings.DetectorSettings;
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
            "Settings come from the file, then SURPRISAL_* variables (input.topic is SURPRISAL_INPUT_TOPIC), then --set.",
            "Only 'features' has no default. Run as many instances with one application.id as there are partitions.",
            "",
            "Examples:",
            "  surprisal detect --set features=values.cpu,values.mem",
            "  surprisal detect --config detector.properties",
            "  SURPRISAL_FEATURES=cpu SURPRISAL_INPUT_FORMAT=json surprisal detect"
        })
final class DetectCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.detector();
        throw new UnsupportedOperationException(settings.toString());
    }
}
