package io.surprisal.trainer.publish;

import io.surprisal.avro.AliasSchedule;
import io.surprisal.model.ModelIdentity;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A version that is on the topic under an alias.
 *
 * @param identity of the version
 * @param append the entry; empty where the alias names the version already
 */
record AliasChange(ModelIdentity identity, Optional<AliasAppend> append) implements TopicChange {

    /**
     * Plans a promotion.
     *
     * @throws PublishException if the version is not on the topic, whole
     */
    static AliasChange promotion(
            ModelsTopicContent content,
            ModelIdentity identity,
            ModelsTopicKey.Alias key,
            AliasRequest request,
            Instant now) {
        if (!content.isComplete(identity)) {
            throw new PublishException("nothing was changed: version " + identity.version() + " of " + identity.name()
                    + " is not on the topic, whole; look with models verify");
        }
        return new AliasChange(identity, AliasAppend.of(content, key, identity, request, now));
    }

    /**
     * Plans a rollback to the version before.
     *
     * @throws PublishException if there is none, or it is not on the topic, whole
     */
    static AliasChange rollback(
            ModelsTopicContent content, ModelsTopicKey.Alias key, AliasRequest request, Instant now) {
        AliasSchedule schedule = content.schedule(key);
        if (schedule.getEntries().isEmpty()) {
            throw new PublishException("nothing was changed: " + key.format() + " was never set");
        }
        String before = AliasSchedules.previous(schedule)
                .orElseThrow(() -> new PublishException("nothing was changed: " + key.format()
                        + " has no version before the present one; promote one by its name"))
                .getSha256();
        ModelIdentity identity = content.complete().stream()
                .map(AssemblyOutcome.Complete::model)
                .map(model -> model.identity())
                .filter(one -> one.sha256().equals(before) && one.name().equals(key.name()))
                .findFirst()
                .orElseThrow(() -> new PublishException("nothing was changed: the version before, SHA-256 " + before
                        + ", is not on the topic, whole; publish it again, or promote another"));
        return new AliasChange(identity, AliasAppend.of(content, key, identity, request, now));
    }

    @Override
    public List<TopicWrite> writes() {
        return append.map(entry -> TopicWrite.of(entry.record())).stream().toList();
    }

    @Override
    public boolean isMade(ModelsTopicContent content) {
        return append.stream().allMatch(entry -> entry.isIn(content));
    }
}
