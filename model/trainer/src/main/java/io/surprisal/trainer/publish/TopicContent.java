package io.surprisal.trainer.publish;

import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.ModelIdentity;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.ModelsTopicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models topic as far as a publish looks at it: the versions, whole or not, and the aliases. */
final class TopicContent {

    private final ModelAssembler assembler = new ModelAssembler();
    private final Map<String, ModelsRecord> latest = new HashMap<>();

    /**
     * Takes a record in, in the order of the topic.
     *
     * @param value {@code null} is a tombstone
     */
    void accept(String key, @Nullable ModelsRecord value) {
        assembler.accept(key, value);
        if (value == null) {
            latest.remove(key);
        } else {
            latest.put(key, value);
        }
    }

    /** What is said of a version; empty if there is none of this name. */
    Optional<ModelManifest> manifest(String name, String version) {
        return record(new ModelsTopicKey.Manifest(name, version)).map(ModelsRecord::getManifest);
    }

    /** The schedule of an alias; the empty one if it was never set. */
    AliasSchedule schedule(ModelsTopicKey.Alias alias) {
        return record(alias).map(ModelsRecord::getAlias).orElse(AliasSchedules.empty());
    }

    /** Whether a version is there with all its weights, checked. */
    boolean isComplete(ModelIdentity identity) {
        return assembler.complete().stream()
                .map(AssemblyOutcome.Complete::model)
                .anyMatch(model -> model.identity().equals(identity));
    }

    /** How many chunks of a version are there of how many, for messages; empty where its manifest is not waiting. */
    Optional<String> missing(ModelIdentity identity) {
        List<AssemblyOutcome.Incomplete> waiting = assembler.incomplete();
        return waiting.stream()
                .filter(one -> one.sha256().equals(identity.sha256()))
                .findFirst()
                .map(one -> one.chunks() + " of " + one.chunkCount() + " chunks");
    }

    private Optional<ModelsRecord> record(ModelsTopicKey key) {
        return Optional.ofNullable(latest.get(key.format()));
    }
}
