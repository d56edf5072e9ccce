package io.surprisal.deploy.cli;

import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.publish.Cleanup;
import io.surprisal.trainer.publish.TopicCleaner;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code models gc}: away with what no alias names. */
@Command(
        name = "gc",
        mixinStandardHelpOptions = true,
        description =
                "Removes from the models topic what no alias' schedule names: versions with their weights, and weights of"
                        + " no version. It asks nothing and says what it did.",
        footer = {
            "",
            "A schedule names its last 32 entries: the present version, those to come, and those of the past, which old events",
            "still find. A version that was published with '--as none' is named by none: promote it before, or keep its file.",
            "Without its version on the topic, a stored alert of that version can no longer be explained there.",
            "",
            "Examples:",
            "  surprisal models gc --dry-run",
            "  surprisal models gc"
        })
final class ModelsGcCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--dry-run", description = "Say what would go, and remove nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.cluster();
        Cleanup cleanup = dryRun
                ? Cleanup.of(ClusterOptions.models(settings))
                : new TopicCleaner(
                                ClusterOptions.clients(settings),
                                ClusterOptions.topics(settings).models())
                        .clean();
        PrintWriter out = spec.commandLine().getOut();
        String verb = dryRun ? "would remove " : "removed ";
        cleanup.versions().forEach(key -> out.println(verb + key.name() + "/" + key.version()));
        out.println(verb + cleanup.versions().size() + " versions, "
                + cleanup.chunks().size() + " chunks of weights");
        out.flush();
        return 0;
    }
}
