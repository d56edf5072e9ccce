package io.surprisal.trainer.publish;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.ModelManifest;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What no alias' schedule names, and so nothing scores with, now or for any event of the past that a schedule still knows.
 *
 * @param versions that go
 * @param chunks that go: of these versions, and of none
 */
public record Cleanup(List<ModelsTopicKey.Manifest> versions, List<ModelsTopicKey.Weights> chunks)
        implements TopicChange {

    /** Owns its lists. */
    public Cleanup {
        versions = List.copyOf(versions);
        chunks = List.copyOf(chunks);
    }

    /**
     * All that may go from a topic.
     *
     * @throws PublishException if the topic has an alias that cannot be read, so that nobody knows what it names
     */
    public static Cleanup of(ModelsTopicContent content) {
        return of(content, model -> true);
    }

    /** What may go of some models: their versions, and the chunks that only these have or that no version has. */
    static Cleanup of(ModelsTopicContent content, Predicate<String> models) {
        Set<String> named = named(content);
        List<ModelsTopicKey.Manifest> versions = new ArrayList<>();
        List<ModelManifest> kept = new ArrayList<>();
        for (ModelManifest manifest : content.manifests()) {
            if (models.test(manifest.getName()) && !named.contains(manifest.getSha256())) {
                versions.add(new ModelsTopicKey.Manifest(manifest.getName(), manifest.getVersion()));
            } else {
                kept.add(manifest);
            }
        }
        Set<String> keptHashes = kept.stream().map(ModelManifest::getSha256).collect(Collectors.toSet());
        List<ModelsTopicKey.Weights> chunks = new ArrayList<>();
        for (String key : content.keys()) {
            ModelsTopicKey.parsed(key)
                    .filter(parsed -> parsed instanceof ModelsTopicKey.Weights)
                    .map(parsed -> (ModelsTopicKey.Weights) parsed)
                    .filter(chunk -> keptHashes.contains(chunk.sha256())
                            ? isBeyond(chunk, kept)
                            : !named.contains(chunk.sha256()))
                    .ifPresent(chunks::add);
        }
        return new Cleanup(versions, chunks);
    }

    /** Left over from a publish of the same weights in smaller chunks. */
    private static boolean isBeyond(ModelsTopicKey.Weights chunk, List<ModelManifest> kept) {
        return kept.stream()
                .filter(manifest -> manifest.getSha256().equals(chunk.sha256()))
                .allMatch(manifest -> chunk.index() >= manifest.getChunkCount());
    }

    private static Set<String> named(ModelsTopicContent content) {
        content.refused().forEach((key, reason) -> {
            if (key.startsWith("alias/")) {
                throw new PublishException("nothing was removed: nobody knows what " + key + " names, since " + reason);
            }
        });
        Set<String> named = new HashSet<>();
        content.schedules()
                .values()
                .forEach(schedule -> schedule.getEntries().stream()
                        .map(AliasEntry::getSha256)
                        .forEach(named::add));
        return named;
    }

    /** Whether there is nothing to be done. */
    public boolean isEmpty() {
        return versions.isEmpty() && chunks.isEmpty();
    }

    /** The manifests first: without one, nobody waits for the chunks. */
    @Override
    public List<TopicWrite> writes() {
        List<TopicWrite> writes = new ArrayList<>();
        versions.forEach(key -> writes.add(TopicWrite.tombstone(key)));
        chunks.forEach(key -> writes.add(TopicWrite.tombstone(key)));
        return writes;
    }

    @Override
    public boolean isMade(ModelsTopicContent content) {
        Set<String> there = new HashSet<>(content.keys());
        return writes().stream().map(TopicWrite::key).noneMatch(there::contains);
    }
}
