package io.surprisal.trainer.publish;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.ModelIdentity;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.CanaryShare;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * An entry at the end of an alias' schedule.
 *
 * @param record the longer schedule
 * @param from the event time from which on the alias means the version
 */
record AliasAppend(ModelsTopicRecord record, Instant from) {

    /**
     * The schedule of an alias with a version at its end.
     *
     * @param identity of the version; its name is the alias'
     * @param now wall-clock time
     * @return empty if the alias' last entry names the version already, and no certain time was asked for
     * @throws PublishException if a canary has nothing beside it
     */
    static Optional<AliasAppend> of(
            ModelsTopicContent content,
            ModelsTopicKey.Alias key,
            ModelIdentity identity,
            AliasRequest request,
            Instant now) {
        AliasSchedule schedule = content.schedule(key);
        if (request.isCanary()
                && key.alias() == AliasName.CHAMPION
                && AliasSchedules.resolve(schedule, Long.MAX_VALUE).isEmpty()) {
            throw new PublishException("nothing was changed: " + key.format()
                    + " has no version for the series outside of a canary; promote one for all first");
        }
        if (isMeant(schedule, identity, request) && !request.activation().isExplicit()) {
            return Optional.empty();
        }
        // As exact as it is written and as event times are.
        Instant from = request.activation()
                .eventTime(now, schedule.getEntries().isEmpty())
                .truncatedTo(ChronoUnit.MILLIS);
        AliasEntry named = AliasEntry.newBuilder()
                .setEpoch(0) // the schedule numbers it
                .setFromEventTime(from)
                .setSha256(identity.sha256())
                .setName(identity.name())
                .setVersion(identity.version())
                .setSince(now)
                .setBy(request.by())
                .setWhy(request.why())
                .build();
        AliasEntry entry = CanaryShare.of(request.canaryPercent(), named);
        ModelsRecord value = ModelsRecord.newBuilder()
                .setAlias(AliasSchedules.append(schedule, entry))
                .build();
        return Optional.of(new AliasAppend(new ModelsTopicRecord(key, value), from));
    }

    /** The epoch of the entry. */
    long epoch() {
        return Optional.ofNullable(record.value().getAlias())
                .map(AliasSchedules::epoch)
                .orElse(0L);
    }

    /** Whether a content has the entry. */
    boolean isIn(ModelsTopicContent content) {
        return record.key() instanceof ModelsTopicKey.Alias key
                && AliasSchedules.epoch(content.schedule(key)) >= epoch();
    }

    private static boolean isMeant(AliasSchedule schedule, ModelIdentity identity, AliasRequest request) {
        List<AliasEntry> entries = schedule.getEntries();
        if (entries.isEmpty()) {
            return false;
        }
        AliasEntry last = entries.get(entries.size() - 1);
        return last.getSha256().equals(identity.sha256()) && last.getCanaryPercent() == request.canaryPercent();
    }
}
