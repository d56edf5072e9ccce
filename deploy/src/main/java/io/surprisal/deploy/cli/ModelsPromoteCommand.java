package io.surprisal.deploy.cli;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.CanaryShare;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.AliasPublisher;
import io.surprisal.trainer.publish.AliasRequest;
import io.surprisal.trainer.publish.ExpectedAlias;
import io.surprisal.trainer.publish.Published;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models promote}: a version that is on the topic becomes champion. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description =
                "Makes a version that is on the models topic champion, for events from a time on: 60 s after now, so"
                        + " that every instance has read it by then, unless --from says otherwise.",
        footer = {
            "",
            "VERSION: champion or challenger (of model.name, or NAME@challenger), NAME/VERSION, or the beginning of a SHA-256.",
            "",
            "The gate: a version that takes over from a champion must not be worse on the data of --gate-data or --gate-topic;",
            "'surprisal publish --help' says what is compared. Without data, or against the gate, --force --why REASON promotes.",
            "",
            "Examples:",
            "  surprisal models promote --gate-data history/                      the challenger of model.name",
            "  surprisal models promote challenger --gate-topic metrics --gate-since 30d --config detector.properties",
            "  surprisal models promote default/6 --from 2026-11-30T00:00:00Z --force --why 'measured elsewhere'",
            "  surprisal models promote default/6 --as challenger",
            "  surprisal models promote challenger --canary 5 --gate-data history/   for 5 %% of the series",
            "",
            "A canary is a share of the series, chosen by the hash of their keys: those of 5 %% are among those of 10 %%. The",
            "next promotion without --canary, or a rollback, is for all of them again."
        })
final class ModelsPromoteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private GateOptions gateOptions;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "VERSION",
            defaultValue = "challenger",
            description = "The version (${DEFAULT-VALUE}).")
    private String version = "challenger";

    @Option(
            names = "--as",
            paramLabel = "ALIAS",
            defaultValue = "champion",
            description = "champion or challenger (${DEFAULT-VALUE}).")
    private AliasName alias = AliasName.CHAMPION;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = ActivationTime.class,
            description = "First event time it counts for: now, beginning, or an ISO-8601 time.")
    private Activation from = Activation.usual();

    @Option(
            names = "--canary",
            paramLabel = "PERCENT",
            description = "For this share of the series alone: above 0, at most 100.")
    private double canary = CanaryShare.ALL;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept in the alias' schedule.")
    private String why = "";

    @Override
    public Integer call() throws InterruptedException {
        GateOptions.requireReason(spec, gateOptions, why);
        if (!(canary > 0 && canary <= CanaryShare.ALL)) {
            throw new ParameterException(
                    spec.commandLine(), "--canary must be above 0 and at most 100 percent: " + canary);
        }
        DetectorSettings settings = cluster.cluster();
        ModelsTopicContent content = ClusterOptions.models(settings);
        ModelSnapshot model =
                new VersionArgument(settings, () -> content).find(version).model();
        PrintWriter out = spec.commandLine().getOut();
        ChampionGate.Passed passed = new ChampionGate(
                        settings, content, gateOptions.gate(cluster), gateOptions.isForced(), out)
                .require(model, alias);
        ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(model.identity().name(), alias);
        Published published = new AliasPublisher(
                        ClusterOptions.clients(settings),
                        ClusterOptions.topics(settings).models(),
                        Clock.systemUTC())
                .promote(
                        model.identity(),
                        alias,
                        new AliasRequest(from, System.getProperty("user.name", ""), passed.why(why), canary),
                        alias == AliasName.CHAMPION
                                ? passed.champion()
                                : ExpectedAlias.of(alias, content.schedule(key)));
        ModelDescription.published(published, alias).forEach(out::println);
        out.flush();
        return 0;
    }
}
