package io.surprisal.deploy.cli;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.ModelFile;
import io.surprisal.model.ModelIdentity;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.signature.SigningKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.gate.Gate;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.AliasPublisher;
import io.surprisal.trainer.publish.AliasRequest;
import io.surprisal.trainer.publish.ExpectedAlias;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.Published;
import io.surprisal.trainer.publish.WeightsPublisher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code train} publishes, so that one command in a schedule keeps a model up to date. */
final class RetrainOptions {

    @Option(
            names = "--publish",
            paramLabel = "ALIAS",
            description =
                    "Publish what was trained: challenger or champion. It passes the gate on the histories it was trained on,"
                            + " of which the last fifth was held back; else it is not published, and the exit code is 1.")
    private @Nullable AliasName alias;

    @Option(
            names = "--publish-from",
            paramLabel = "TIME",
            converter = ActivationTime.class,
            description = "With --publish: first event time it counts for, as of 'publish --from'.")
    private Activation activation = Activation.usual();

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            description = "With --publish: the reason, kept in the alias' schedule.")
    private String why = "retrained";

    @Option(
            names = "--sign-key",
            paramLabel = "FILE",
            description = "With --publish: sign the version with this key, as 'publish --sign-key'.")
    private @Nullable Path signKey;

    /** Whether what is trained is to be published. */
    boolean isAsked() {
        return alias != null;
    }

    /** The key is read before hours of training rather than after. */
    Optional<SigningKey> key() throws IOException {
        return signKey == null ? Optional.empty() : Optional.of(SigningKey.read(signKey));
    }

    /** The champion on the topic, or the bundled model where there was never one. */
    static ModelFile champion(DetectorSettings settings) throws IOException {
        ModelsTopicContent content = ClusterOptions.models(settings);
        ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(settings.model().name(), AliasName.CHAMPION);
        return content.schedule(key).getEntries().isEmpty()
                ? BundledModel.load()
                : new VersionArgument(settings, () -> content).load(AliasName.CHAMPION.text());
    }

    /**
     * Publishes a model, if it is a new one and passes.
     *
     * @param gate on what the model was trained on
     * @return what became of it, in one line
     * @throws CommandFailedException if it does not pass
     * @throws InterruptedException if the thread is interrupted
     */
    String publish(ModelFile file, Optional<SigningKey> key, DetectorSettings settings, Gate gate, PrintWriter out)
            throws InterruptedException {
        AliasName role = alias == null ? AliasName.CHALLENGER : alias;
        ModelSnapshot model = ModelCodec.fromFile(file);
        ModelsTopicContent content = ClusterOptions.models(settings);
        for (AliasName each : AliasName.values()) {
            if (meant(content, model.identity(), each)) {
                return "nothing new was learnt: " + name(model.identity()) + " is " + each.text()
                        + " already; nothing was published";
            }
        }
        ChampionGate.Passed passed = new ChampionGate(settings, content, gate, false, out).require(model, role);
        AliasRequest request = new AliasRequest(activation, System.getProperty("user.name", ""), passed.why(why));
        Published published = content.complete().stream()
                .map(AssemblyOutcome.Complete::model)
                .map(ModelSnapshot::identity)
                .filter(there -> there.sha256().equals(model.identity().sha256())
                        && there.name().equals(model.identity().name()))
                .findFirst()
                .map(there -> promoted(there, role, request, content, settings))
                .orElseGet(() ->
                        published(key.map(each -> each.sign(file)).orElse(file), role, request, passed, settings));
        return "published " + name(published.identity()) + ", " + role.text()
                + published
                        .activeFrom()
                        .map(time -> " for events from " + time + " on")
                        .orElse(" already")
                + (passed.text().isEmpty() ? "; the gate did not run" : "; " + passed.text());
    }

    /** Weights that were published before, under whatever version, are not published twice. */
    private static Published promoted(
            ModelIdentity there,
            AliasName role,
            AliasRequest request,
            ModelsTopicContent content,
            DetectorSettings settings) {
        ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(there.name(), role);
        return new AliasPublisher(
                        ClusterOptions.clients(settings),
                        ClusterOptions.topics(settings).models(),
                        Clock.systemUTC())
                .promote(there, role, request, ExpectedAlias.of(role, content.schedule(key)));
    }

    private static Published published(
            ModelFile file,
            AliasName role,
            AliasRequest request,
            ChampionGate.Passed passed,
            DetectorSettings settings) {
        return new WeightsPublisher(
                        ClusterOptions.clients(settings),
                        ClusterOptions.topics(settings).models(),
                        Clock.systemUTC())
                .publish(
                        file,
                        PublishOptions.weightsOnly()
                                .signed(request.by(), request.why())
                                .as(role, request.activation())
                                .expecting(passed.champion()));
    }

    private static boolean meant(ModelsTopicContent content, ModelIdentity identity, AliasName alias) {
        List<AliasEntry> entries = content.schedule(new ModelsTopicKey.Alias(identity.name(), alias))
                .getEntries();
        return !entries.isEmpty() && entries.get(entries.size() - 1).getSha256().equals(identity.sha256());
    }

    private static String name(ModelIdentity identity) {
        return identity.name() + "/" + identity.version();
    }
}
