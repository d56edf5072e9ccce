package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelFile;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
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
            "after the publish, so that every instance has the weights by then. --from says otherwise.",
            "",
            "Examples:",
            "  surprisal publish model.avro",
            "  surprisal publish model.avro --from now",
            "  surprisal publish model.avro --from 2026-11-30T00:00:00Z --why 'learned the new sensors'",
            "  surprisal publish model.avro --as none          the weights alone: nothing uses them yet"
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

    @Option(
            names = "--chunk-size",
            paramLabel = "BYTES",
            defaultValue = "" + ModelCodec.DEFAULT_CHUNK_SIZE,
            description = "Bytes of weights in one record (${DEFAULT-VALUE}).")
    private int chunkSize = ModelCodec.DEFAULT_CHUNK_SIZE;

    @Override
    public Integer call() throws IOException {
        ModelFile model = ModelFiles.read(file);
        DetectorSettings settings = cluster.cluster();
        WeightsPublisher publisher = new WeightsPublisher(
                ClusterOptions.clients(settings),
                ClusterOptions.topics(settings).models(),
                Clock.systemUTC());
        Published published = publisher.publish(model, options());
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

    private PublishOptions options() {
        PublishOptions options =
                PublishOptions.weightsOnly().withChunkSize(chunkSize).signed(System.getProperty("user.name", ""), why);
        return role == Role.NONE ? options : options.as(AliasName.valueOf(role.name()), from);
    }
}
