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

/** The version that raised an alert, where it may be: in a file, on the models topic, or among what ships. */
final class AlertVersion {

    private AlertVersion() {}

    /**
     * Finds it.
     *
     * @param file a model file that somebody has kept; the topic and what ships if there is none
     * @throws CommandFailedException if it is nowhere
     */
    static ModelSnapshot of(AlertEvidence evidence, @Nullable Path file, DetectorSettings settings) throws IOException {
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
