package io.surprisal.deploy.cli;

import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.TopicBackup;
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

/** {@code models backup}: the models topic, in a file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Writes all that stands on the models topic into a new file: versions with their weights, aliases with their"
                        + " schedules, policies, routes. 'models restore' writes it back.",
        footer = {
            "",
            "The file is an Avro object container and needs no registry. Records that cannot be read are left out and named, and the",
            "exit code is 1.",
            "",
            "Example:",
            "  surprisal models backup models-$(date +%%F).avro"
        })
final class ModelsBackupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(paramLabel = "FILE", description = "The file, which must not exist.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        ModelsTopicContent content = ClusterOptions.models(cluster.cluster());
        Path target = Objects.requireNonNull(file);
        TopicBackup.write(content.records(), target);
        PrintWriter out = spec.commandLine().getOut();
        content.unreadable().forEach((key, reason) -> out.println("left out " + key + ": " + reason));
        out.println(
                content.records().size() + " records, " + content.manifests().size() + " versions, in " + target);
        out.flush();
        return content.unreadable().isEmpty() ? 0 : 1;
    }
}
