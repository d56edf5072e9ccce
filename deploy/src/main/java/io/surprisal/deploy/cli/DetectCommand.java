package io.surprisal.deploy.cli;

import io.surprisal.topology.settings.DetectorSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:SURPRISAL_CONFIG:-_NULL_}",
            description = "Properties file with the settings; also SURPRISAL_CONFIG.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be given many times.")
    private Map<String, String> overrides = new TreeMap<>();

    @Override
    public Integer call() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("SURPRISAL_DEBUG");
        DetectorSettings settings = DetectorSettings.load(Optional.ofNullable(config), environment, overrides);
        throw new UnsupportedOperationException(settings.toString());
    }
}
