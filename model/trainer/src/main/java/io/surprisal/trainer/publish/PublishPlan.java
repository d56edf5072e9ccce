package io.surprisal.trainer.publish;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelIdentity;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records that a publish has to write, given what is on the topic: none if all is there already. Decides, writes
 * nothing.
 *
 * @param identity of the version
 * @param records chunks, manifest and alias, in this order, as far as they are not there
 * @param activeFrom the event time from which on the alias means the version; empty if no alias changes
 */
record PublishPlan(ModelIdentity identity, List<ModelsTopicRecord> records, Optional<Instant> activeFrom) {

    /**
     * Plans a publish.
     *
     * @param now wall-clock time
     * @throws PublishException if the file must not be used, or its version is there with another content
     */
    static PublishPlan of(ModelFile file, PublishOptions options, TopicContent content, Instant now) {
        ModelIdentity identity = check(file);
        refuseAnotherContent(file.getManifest(), content);
        List<ModelsTopicRecord> records = new ArrayList<>();
        if (!content.isComplete(identity)) {
            records.addAll(ModelCodec.toRecords(file, options.chunkSize()));
        }
        Optional<AliasName> alias = options.alias();
        if (alias.isEmpty()) {
            return new PublishPlan(identity, List.copyOf(records), Optional.empty());
        }
        ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(identity.name(), alias.get());
        AliasSchedule schedule = content.schedule(key);
        if (alreadyMeans(schedule, identity, options.activation())) {
            return new PublishPlan(identity, List.copyOf(records), Optional.empty());
        }
        // As exact as it is written and as event times are.
        Instant from = options.activation()
                .eventTime(now, schedule.getEntries().isEmpty())
                .truncatedTo(ChronoUnit.MILLIS);
        AliasSchedule longer = AliasSchedules.append(schedule, entry(identity, from, now, options));
        records.add(new ModelsTopicRecord(
                key, ModelsRecord.newBuilder().setAlias(longer).build()));
        return new PublishPlan(identity, List.copyOf(records), Optional.of(from));
    }

    private static ModelIdentity check(ModelFile file) {
        try {
            return ModelCodec.fromFile(file).identity();
        } catch (InvalidModelException e) {
            throw new PublishException("the model file must not be used: " + e.getMessage(), e);
        }
    }

    /** A version is what its name says for ever: events of the past must find what they found. */
    private static void refuseAnotherContent(ModelManifest manifest, TopicContent content) {
        content.manifest(manifest.getName(), manifest.getVersion()).ifPresent(there -> {
            if (!there.getSha256().equals(manifest.getSha256())) {
                throw new PublishException("version " + manifest.getVersion() + " of " + manifest.getName()
                        + " is there already with other weights (SHA-256 " + there.getSha256() + ", this file "
                        + manifest.getSha256() + "): give this file another version");
            }
            if (!there.getSpec().equals(manifest.getSpec())) {
                throw new PublishException("version " + manifest.getVersion() + " of " + manifest.getName()
                        + " is there already with another specification (" + there.getSpec() + ", this file "
                        + manifest.getSpec() + "): give this file another version");
            }
        });
    }

    /** Whether the alias' last entry names the version already, and no certain time was asked for. */
    private static boolean alreadyMeans(AliasSchedule schedule, ModelIdentity identity, Activation activation) {
        List<AliasEntry> entries = schedule.getEntries();
        return !entries.isEmpty()
                && !activation.isExplicit()
                && entries.get(entries.size() - 1).getSha256().equals(identity.sha256());
    }

    private static AliasEntry entry(ModelIdentity identity, Instant from, Instant now, PublishOptions options) {
        return AliasEntry.newBuilder()
                .setEpoch(0) // the schedule numbers it
                .setFromEventTime(from)
                .setSha256(identity.sha256())
                .setName(identity.name())
                .setVersion(identity.version())
                .setSince(now)
                .setBy(options.by())
                .setWhy(options.why())
                .build();
    }
}
