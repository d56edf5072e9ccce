package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelIdentity;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records that a publish has to write, given what is on the topic: none if all is there already. Decides, writes
 * nothing.
 *
 * @param identity of the version
 * @param records chunks, manifest and alias, in this order, as far as they are not there
 * @param alias the entry among them; empty if no alias changes
 */
record PublishPlan(ModelIdentity identity, List<ModelsTopicRecord> records, Optional<AliasAppend> alias)
        implements TopicChange {

    /**
     * Plans a publish.
     *
     * @param now wall-clock time
     * @throws PublishException if the file must not be used, its version is there with another content, or the alias no
     *     longer means what the options expect
     */
    static PublishPlan of(ModelFile file, PublishOptions options, ModelsTopicContent content, Instant now) {
        ModelIdentity identity = check(file);
        content.manifest(identity.name(), identity.version())
                .ifPresent(there -> Immutability.require(there, file.getManifest()));
        List<ModelsTopicRecord> records = new ArrayList<>(version(file, identity, options, content));
        requireUsable(identity, content, records);
        Optional<AliasAppend> append = options.alias().flatMap(alias -> {
            ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(identity.name(), alias);
            options.expectation().ifPresent(expected -> expected.require(key, content.schedule(key)));
            return AliasAppend.of(content, key, identity, options.request(), now);
        });
        append.ifPresent(entry -> records.add(entry.record()));
        return new PublishPlan(identity, List.copyOf(records), append);
    }

    /** The event time from which on the alias means the version; empty if no alias changes. */
    Optional<Instant> activeFrom() {
        return alias.map(AliasAppend::from);
    }

    @Override
    public List<TopicWrite> writes() {
        return records.stream().map(TopicWrite::of).toList();
    }

    @Override
    public boolean isMade(ModelsTopicContent content) {
        return content.isComplete(identity) && alias.stream().allMatch(entry -> entry.isIn(content));
    }

    private static ModelIdentity check(ModelFile file) {
        try {
            ModelSnapshot model = ModelCodec.fromFile(file);
            if (model.calibration().isNone()) {
                throw new PublishException(
                        "the model has no calibration, so that every score would be 0: give it one with"
                                + " 'surprisal train --recalibrate FILE --data DIR --out FILE'");
            }
            return model.identity();
        } catch (InvalidModelException e) {
            throw new PublishException("the model file must not be used: " + e.getMessage(), e);
        }
    }

    private static List<ModelsTopicRecord> version(
            ModelFile file, ModelIdentity identity, PublishOptions options, ModelsTopicContent content) {
        ModelManifest given = file.getManifest();
        Optional<ModelManifest> whole = content.complete().stream()
                .map(AssemblyOutcome.Complete::manifest)
                .filter(manifest -> manifest.getSha256().equals(identity.sha256()))
                .findFirst();
        if (content.isComplete(identity) && !isToBeSigned(given, content)) {
            return List.of();
        }
        // Versions that share weights share their chunks: these must not be cut anew.
        return whole.map(there -> List.of(manifest(given, there)))
                .orElseGet(() -> ModelCodec.toRecords(file, chunkSize(identity, options, content)));
    }

    private static boolean isToBeSigned(ModelManifest given, ModelsTopicContent content) {
        return given.getSignature() != null
                && content.manifest(given.getName(), given.getVersion())
                        .filter(there -> given.getSignature().equals(there.getSignature()))
                        .isEmpty();
    }

    private static ModelsTopicRecord manifest(ModelManifest given, ModelManifest cut) {
        ModelManifest manifest = ModelManifest.newBuilder(given)
                .setChunkSize(cut.getChunkSize())
                .setChunkCount(cut.getChunkCount())
                .build();
        return new ModelsTopicRecord(
                new ModelsTopicKey.Manifest(manifest.getName(), manifest.getVersion()),
                ModelsRecord.newBuilder().setManifest(manifest).build());
    }

    private static int chunkSize(ModelIdentity identity, PublishOptions options, ModelsTopicContent content) {
        return content.manifests().stream()
                .filter(manifest -> manifest.getSha256().equals(identity.sha256()) && manifest.getChunkSize() > 0)
                .findFirst()
                .map(ModelManifest::getChunkSize)
                .orElse(options.chunkSize());
    }

    private static void requireUsable(
            ModelIdentity identity, ModelsTopicContent content, List<ModelsTopicRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        ModelsTopicContent after = content.with(records);
        if (!after.isComplete(identity)) {
            String key = new ModelsTopicKey.Manifest(identity.name(), identity.version()).format();
            throw new PublishException("detectors would refuse it: "
                    + after.refused().getOrDefault(key, "beside what is on the topic it is not whole"));
        }
    }
}
