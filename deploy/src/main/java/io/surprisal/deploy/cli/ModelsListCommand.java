package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelManifest;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code models list}: one line for each version. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the versions on the models topic, and what is wrong with those that cannot be used.",
        footer = {"", "Example:", "  surprisal models list --bootstrap-servers kafka:9092"})
final class ModelsListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.cluster();
        ModelsTopicContent content = ClusterOptions.models(settings);
        PrintWriter out = spec.commandLine().getOut();
        print(out, "model", "version", "weights", "network", "state", "alias");
        for (AssemblyOutcome.Complete version : content.complete()) {
            ModelManifest manifest = version.manifest();
            String network = manifest.getSpec().getCell() + " "
                    + manifest.getSpec().getLayers() + "x" + manifest.getSpec().getHiddenSize();
            String aliases = content.current(manifest).stream()
                    .map(ModelDescription::appointment)
                    .collect(Collectors.joining(", "));
            print(
                    out,
                    manifest.getName(),
                    manifest.getVersion(),
                    ModelDescription.shortHash(manifest.getSha256()),
                    network,
                    "complete",
                    aliases);
        }
        for (AssemblyOutcome.Incomplete version : content.incomplete()) {
            String chunks = version.chunks() + "/" + version.chunkCount() + " chunks";
            print(out, version.name(), version.version(), ModelDescription.shortHash(version.sha256()), "", chunks, "");
        }
        content.refused().forEach((key, reason) -> out.println("refused " + key + ": " + reason));
        out.flush();
        return 0;
    }

    private static void print(
            PrintWriter out, String model, String version, String weights, String network, String state, String alias) {
        out.println(String.format(
                        Locale.ROOT,
                        "%-16s  %-20s  %-12s  %-10s  %-12s  %s",
                        model,
                        version,
                        weights,
                        network,
                        state,
                        alias)
                .stripTrailing());
    }
}
