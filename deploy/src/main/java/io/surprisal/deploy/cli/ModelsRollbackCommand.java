package io.surprisal.deploy.cli;

import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.AliasPublisher;
import io.surprisal.trainer.publish.AliasRequest;
import io.surprisal.trainer.publish.Published;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models rollback}: back to the version before. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description =
                "Makes the version before the present champion champion again, for events from a time on: 60 s after"
                        + " now unless --from says otherwise. Needs no gate. A second rollback goes one version further back.",
        footer = {
            "",
            "Nothing is taken out of the schedule: events for which the later version counted still find it. Where events"
                    + " are judged",
            "as they happen, '--from now' ends its time at once.",
            "",
            "Examples:",
            "  surprisal models rollback --from now --why 'alerts on every deploy'",
            "  surprisal models rollback web-latency",
            "  surprisal models rollback --as challenger"
        })
final class ModelsRollbackCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of the model; else the setting model.name.")
    private @Nullable String name;

    @Option(
            names = "--as",
            paramLabel = "ALIAS",
            defaultValue = "champion",
            description = "Which alias: champion or challenger (${DEFAULT-VALUE}).")
    private AliasName alias = AliasName.CHAMPION;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = ActivationTime.class,
            description = "First event time it counts for: now, beginning, or an ISO-8601 time.")
    private Activation from = Activation.usual();

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept in the alias' schedule.")
    private String why = "";

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.cluster();
        Published published = new AliasPublisher(
                        ClusterOptions.clients(settings),
                        ClusterOptions.topics(settings).models(),
                        Clock.systemUTC())
                .rollback(
                        name == null ? settings.model().name() : name,
                        alias,
                        new AliasRequest(
                                from,
                                System.getProperty("user.name", ""),
                                why.isEmpty() ? "rollback" : "rollback: " + why));
        PrintWriter out = spec.commandLine().getOut();
        ModelDescription.published(published, alias).forEach(out::println);
        out.flush();
        return 0;
    }
}
