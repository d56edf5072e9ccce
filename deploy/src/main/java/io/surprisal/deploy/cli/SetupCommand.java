package io.surprisal.deploy.cli;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.schemas.setup.SetupResult;
import io.surprisal.schemas.setup.TopicSetup;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setup}: topics and schemas. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = "Creates the topics and registers their schemas. What exists stays as it is; what exists and"
                + " disagrees is named, and the exit code is 1.",
        footer = {
            "",
            "Names, partitions and replication are settings: topic.prefix, topic.partitions (6),",
            "topic.replication.factor (the broker's default).",
            "",
            "Examples:",
            "  surprisal setup --dry-run",
            "  surprisal setup --bootstrap-servers kafka:9092 --schema-registry http://registry:8081",
            "  surprisal setup --config detector.properties --set topic.partitions=24"
        })
final class SetupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        DetectorSettings settings = cluster.cluster();
        List<SetupResult> results;
        try (Admin admin = Admin.create(ClusterOptions.clients(settings));
                SchemaRegistryClient registry = settings.registry().client()) {
            results = TopicSetup.at(
                            admin,
                            settings.engine().bootstrapServers(),
                            registry,
                            settings.registry(),
                            settings.topics())
                    .run(
                            ClusterOptions.topics(settings).all(),
                            dryRun ? TopicSetup.Mode.DRY_RUN : TopicSetup.Mode.APPLY);
        }
        PrintWriter out = spec.commandLine().getOut();
        results.forEach(result -> out.println(result.line()));
        out.flush();
        return results.stream().anyMatch(SetupResult::disagrees) ? 1 : 0;
    }
}
