package io.surprisal.deploy.cli;

import io.surprisal.schemas.models.topic.TopicBackup;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.publish.Restoration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models restore}: a file, on the models topic. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Writes what 'models backup' kept to a models topic that is empty, in one transaction. What is there already, and"
                        + " the same, stays; anything else there, and nothing is written.",
        footer = {
            "",
            "A new topic is made by 'surprisal setup'. Detectors take the versions up as they take any other.",
            "",
            "Example:",
            "  surprisal setup && surprisal models restore models-2026-11-30.avro"
        })
final class ModelsRestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(paramLabel = "FILE", description = "A file of 'models backup'.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        DetectorSettings settings = cluster.cluster();
        Restoration restored = Restoration.restore(
                ClusterOptions.clients(settings),
                ClusterOptions.topics(settings).models(),
                TopicBackup.read(Objects.requireNonNull(file)));
        PrintWriter out = spec.commandLine().getOut();
        out.println("restored " + restored.writes().size() + " records");
        out.flush();
        return 0;
    }
}
