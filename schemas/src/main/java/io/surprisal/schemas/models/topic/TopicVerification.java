package io.surprisal.schemas.models.topic;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelManifest;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelsTopicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a detector that starts now finds on the models topic all that it needs: every record has its form, every version
 * all its chunks, the SHA-256 and the signature that it must have, and every alias names versions that are there.
 *
 * @param versions that are whole
 * @param aliases that name such versions only
 * @param faults what is wrong, each with its key
 * @param remarks what is worth knowing and not wrong
 */
public record TopicVerification(int versions, int aliases, List<String> faults, List<String> remarks) {

    /** Owns its lists. */
    public TopicVerification {
        faults = List.copyOf(faults);
        remarks = List.copyOf(remarks);
    }

    /** Verifies what a topic has, under the signatures that its assembler asks for. */
    public static TopicVerification of(ModelsTopicContent topic) {
        ModelsTopicContent content = topic.with(List.of()); // as a topic that was compacted is read
        List<String> faults = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        topic.refused().forEach((key, reason) -> faults.add(key + ": " + reason));
        for (AssemblyOutcome.Incomplete waiting : content.incomplete()) {
            faults.add(new ModelsTopicKey.Manifest(waiting.name(), waiting.version()).format() + ": has "
                    + waiting.chunks() + " of " + waiting.chunkCount()
                    + " chunks; publish it again, or let gc remove it if no alias names it");
        }
        Set<String> whole = content.complete().stream()
                .map(complete -> complete.manifest().getSha256())
                .collect(Collectors.toSet());
        int sound = 0;
        for (Map.Entry<ModelsTopicKey.Alias, AliasSchedule> alias :
                content.schedules().entrySet()) {
            int before = faults.size();
            verify(alias.getKey(), alias.getValue(), whole, faults);
            sound += faults.size() == before ? 1 : 0;
        }
        remarkOrphans(content, remarks);
        return new TopicVerification(content.complete().size(), sound, faults, remarks);
    }

    private static void verify(
            ModelsTopicKey.Alias key, AliasSchedule schedule, Set<String> whole, List<String> faults) {
        long epoch = 0;
        for (AliasEntry entry : schedule.getEntries()) {
            if (entry.getEpoch() <= epoch) {
                faults.add(key.format() + ": epoch " + entry.getEpoch() + " comes after epoch " + epoch);
            }
            epoch = entry.getEpoch();
            if (!whole.contains(entry.getSha256())) {
                faults.add(key.format() + ": epoch " + epoch + " names version " + entry.getVersion() + ", SHA-256 "
                        + entry.getSha256() + ", which is not on the topic, whole");
            }
        }
    }

    private static void remarkOrphans(ModelsTopicContent content, List<String> remarks) {
        Set<String> described =
                content.manifests().stream().map(ModelManifest::getSha256).collect(Collectors.toSet());
        long orphans = content.keys().stream()
                .map(ModelsTopicKey::parsed)
                .filter(key ->
                        key.orElse(null) instanceof ModelsTopicKey.Weights chunk && !described.contains(chunk.sha256()))
                .count();
        if (orphans > 0) {
            remarks.add(orphans + " chunks belong to no version; 'surprisal models gc' removes them");
        }
    }

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return faults.isEmpty();
    }
}
