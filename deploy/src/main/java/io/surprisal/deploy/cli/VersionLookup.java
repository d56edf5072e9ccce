package io.surprisal.deploy.cli;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds versions of models where they may be: in a file, on the models topic, or among what ships. */
final class VersionLookup {

    private static final int SHORTEST_HASH = 6;

    private VersionLookup() {}

    /**
     * The version that raised an alert.
     *
     * @param file a model file that somebody has kept; the topic and what ships if there is none
     * @throws CommandFailedException if it is nowhere
     */
    static ModelSnapshot ofAlert(AlertEvidence evidence, @Nullable Path file, DetectorSettings settings)
            throws IOException {
        String wanted = "version " + evidence.getModelVersion() + " of " + evidence.getModelName() + " (SHA-256 "
                + evidence.getModelSha256() + ")";
        if (file != null) {
            ModelSnapshot model = ModelCodec.fromFile(ModelFiles.read(file));
            if (!model.identity().sha256().equals(evidence.getModelSha256())) {
                throw new CommandFailedException("the alert " + evidence.getAlertId() + " was raised by " + wanted
                        + ", but " + file + " holds " + described(model));
            }
            return model;
        }
        return all(settings).stream()
                .filter(model -> model.identity().sha256().equals(evidence.getModelSha256()))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("the alert " + evidence.getAlertId() + " was raised by "
                        + wanted + ", which is gone: neither the topic "
                        + settings.topics().name(TopicRole.MODELS)
                        + " nor this program has it; --model FILE gives a copy that was kept"));
    }

    /**
     * A version on the topic, or the one that ships.
     *
     * @param wanted NAME, NAME/VERSION or the beginning of a SHA-256; of several the one that came last; or {@code
     *     bundled}, for which no topic is read
     * @throws CommandFailedException if there is none
     */
    static ModelSnapshot named(String wanted, DetectorSettings settings) {
        if (wanted.equals(VersionArgument.BUNDLED)) {
            return bundled().orElseThrow(() -> new CommandFailedException("this program ships no model"));
        }
        List<ModelSnapshot> all = all(settings);
        for (int index = all.size() - 1; index >= 0; index--) {
            if (isWanted(all.get(index), wanted)) {
                return all.get(index);
            }
        }
        throw new CommandFailedException("neither the topic "
                + settings.topics().name(TopicRole.MODELS) + " nor this program has a complete version of '" + wanted
                + "'; 'surprisal models list' shows what the topic has, --model FILE reads a file");
    }

    private static boolean isWanted(ModelSnapshot model, String wanted) {
        String name = model.identity().name();
        return wanted.equals(name)
                || wanted.equals(name + "/" + model.identity().version())
                || (wanted.length() >= SHORTEST_HASH
                        && model.identity().sha256().startsWith(wanted));
    }

    /** The one that ships first, so that the topic's of the same name go before it. */
    private static List<ModelSnapshot> all(DetectorSettings settings) {
        List<ModelSnapshot> onTopic = ClusterOptions.models(settings).complete().stream()
                .map(AssemblyOutcome.Complete::model)
                .toList();
        return Stream.concat(bundled().stream(), onTopic.stream()).toList();
    }

    private static Optional<ModelSnapshot> bundled() {
        try {
            return Optional.of(ModelCodec.fromFile(BundledModel.load()));
        } catch (IllegalStateException missing) {
            return Optional.empty();
        }
    }

    /** A version as messages name it. */
    static String described(ModelSnapshot model) {
        return model.identity().name() + "/" + model.identity().version() + " (SHA-256 "
                + model.identity().sha256() + ")";
    }
}
