package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelFile;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.schemas.models.signature.SigningKey;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.Published;
import io.surprisal.trainer.publish.WeightsPublisher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish}: a model file to the models topic. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Puts a model file onto the models topic, in one transaction, and reads it back. Every running"
                + " detector swaps to a new champion without a restart.",
        footer = {
            "",
            "A version takes over at an event time: for the first version of an alias from the beginning, later 60 s",
            "after the publish, so that every instance has the weights by then. --from says otherwise. What is there under",
            "the same name and version is never changed: the same file again changes nothing, another one is refused.",
            "",
            "The gate: a model that takes over from a champion must not be worse than it. Both run over the last fifth of",
            "each series of --gate-data or --gate-topic (3,000 rows or more), which 'train' never learns from. Of incidents of",
            "twelve kinds that are injected there it must find as many at one alert in 1,000 rows (0.02 less are allowed); where",
            "there is none it must alert 0.5 to 2 times as often. How likely its forecasts held the rows to be is shown, and",
            "does not count: the best forecaster can be the worst detector. A first champion, and a challenger, need no gate.",
            "",
            "Examples:",
            "  surprisal publish model.avro                             the first version",
            "  surprisal publish model.avro --gate-data history/        in place of another",
            "  surprisal publish model.avro --as challenger             on trial; 'models promote' makes it champion",
            "  surprisal publish model.avro --gate-topic metrics --gate-since 30d --from now --config detector.properties",
            "  surprisal publish model.avro --force --why 'measured on another cluster' --from 2026-11-30T00:00:00Z",
            "  surprisal publish model.avro --as none                   the weights alone: nothing uses them yet",
            "  surprisal publish model.avro --sign-key release.pem      signed; see 'surprisal models keygen'"
        })
final class PublishCommand implements Callable<Integer> {

    /** What the published version is to be called. */
    enum Role {
        /** It scores. */
        CHAMPION,
        /** It is tried beside the champion. */
        CHALLENGER,
        /** Nothing uses it yet. */
        NONE
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(paramLabel = "FILE", description = "A model file, as 'train' writes it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--as",
            paramLabel = "ALIAS",
            defaultValue = "champion",
            description = "champion, challenger or none (${DEFAULT-VALUE}).")
    private Role role = Role.CHAMPION;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = ActivationTime.class,
            description = "First event time it counts for: now, beginning, or an ISO-8601 time.")
    private Activation from = Activation.usual();

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept in the alias' schedule.")
    private String why = "";

    @Mixin
    private GateOptions gateOptions;

    @Option(
            names = "--sign-key",
            paramLabel = "FILE",
            description = "Sign the version with this key: a PEM file with the private and the public key.")
    private @Nullable Path signKey;

    @Option(
            names = "--chunk-size",
            paramLabel = "BYTES",
            defaultValue = "" + ModelCodec.DEFAULT_CHUNK_SIZE,
            description = "Bytes of weights in one record (${DEFAULT-VALUE}).")
    private int chunkSize = ModelCodec.DEFAULT_CHUNK_SIZE;

    @Override
    public Integer call() throws IOException, InterruptedException {
        GateOptions.requireReason(spec, gateOptions, why);
        ModelFile model = signed(ModelFiles.read(file));
        DetectorSettings settings = cluster.cluster();
        WeightsPublisher publisher = new WeightsPublisher(
                ClusterOptions.clients(settings),
                ClusterOptions.topics(settings).models(),
                Clock.systemUTC());
        Published published = publisher.publish(model, options(model, settings));
        PrintWriter out = spec.commandLine().getOut();
        out.println((published.records() == 0 ? "there already: " : "published ")
                + published.identity().name() + "/" + published.identity().version() + ", SHA-256 "
                + published.identity().sha256() + ", " + published.records() + " records, read back");
        published
                .activeFrom()
                .ifPresent(time -> out.println(
                        "it is " + AliasName.valueOf(role.name()).text() + " for events from " + time + " on"));
        out.flush();
        return 0;
    }

    private ModelFile signed(ModelFile model) throws IOException {
        return signKey == null ? model : SigningKey.read(signKey).sign(model);
    }

    private PublishOptions options(ModelFile model, DetectorSettings settings) throws InterruptedException {
        PublishOptions options = PublishOptions.weightsOnly().withChunkSize(chunkSize);
        String user = System.getProperty("user.name", "");
        if (role == Role.NONE) {
            return options.signed(user, why);
        }
        AliasName alias = AliasName.valueOf(role.name());
        ChampionGate gate = new ChampionGate(
                settings,
                ClusterOptions.models(settings),
                gateOptions.gate(cluster),
                gateOptions.isForced(),
                spec.commandLine().getOut());
        ChampionGate.Passed passed = gate.require(usable(model), alias);
        return options.signed(user, passed.why(why)).as(alias, from).expecting(passed.champion());
    }

    private ModelSnapshot usable(ModelFile model) {
        try {
            return ModelArgument.requireCalibrated(ModelCodec.fromFile(model), file.toString());
        } catch (InvalidModelException wrong) {
            throw new CommandFailedException("the model file must not be used: " + wrong.getMessage(), wrong);
        }
    }
}
