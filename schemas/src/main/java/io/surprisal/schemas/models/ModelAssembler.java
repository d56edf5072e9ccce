package io.surprisal.schemas.models;

import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.NetworkSpec;
import io.surprisal.avro.WeightsChunk;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes versions of the records of the models topic, in whatever order and however often these come. A version is
 * announced once: when its manifest and all its chunks are there, the hash agrees and the model is one that may be used.
 * A version that must not be used is refused with the reason, each reason once; records that come later may heal it.
 *
 * <p>Weights are known by their hash: two versions may share them, if they say the same of the network. Chunks are
 * released once they are whole; the snapshot is kept as long as the topic has its manifest. Under a name and version
 * that are used a second time, the first one stays until the second is complete. Safe for use by several threads.
 */
public final class ModelAssembler {

    // By manifest key, in the order in which they came.
    private final Map<String, ModelManifest> manifests = new LinkedHashMap<>();
    private final Map<String, AssemblyOutcome.Complete> complete = new LinkedHashMap<>();
    private final Map<String, Set<String>> refusals = new HashMap<>();
    private final Map<String, ChunkedWeights> weights = new HashMap<>(); // by hash

    private final Consumer<ModelManifest> rule;

    /** An assembler to which all manifests will do that are sound. */
    public ModelAssembler() {
        this(manifest -> {});
    }

    /**
     * An assembler that asks more of manifests.
     *
     * @param rule throws {@link InvalidModelException} for a manifest that must not be used, such as one whose signature
     *     is missing
     */
    public ModelAssembler(Consumer<ModelManifest> rule) {
        this.rule = rule;
    }

    /**
     * Takes one record.
     *
     * @param key of the record; keys of other kinds than weights and manifest are only checked
     * @param value of the record; {@code null} is a tombstone
     * @return what it led to, in order; often nothing
     */
    public synchronized List<AssemblyOutcome> accept(String key, @Nullable ModelsRecord value) {
        List<AssemblyOutcome> outcomes = new ArrayList<>();
        try {
            ModelsTopicKey parsed = ModelsTopicKey.parse(key);
            if (value != null) {
                ModelsTopicRecord.requireField(parsed, value);
            }
            if (parsed instanceof ModelsTopicKey.Weights chunk) {
                acceptChunk(chunk, value == null ? null : value.getChunk(), outcomes);
            } else if (parsed instanceof ModelsTopicKey.Manifest) {
                acceptManifest(key, value == null ? null : value.getManifest(), outcomes);
            }
        } catch (IllegalArgumentException e) {
            refuse(key, e, outcomes);
        }
        return outcomes;
    }

    /** All versions that may be used, in the order in which they became complete. */
    public synchronized List<AssemblyOutcome.Complete> complete() {
        return List.copyOf(complete.values());
    }

    /** All versions whose manifest waits for chunks. */
    public synchronized List<AssemblyOutcome.Incomplete> incomplete() {
        return manifests.values().stream()
                .map(manifest -> progress(manifest, weightsOf(manifest)))
                .filter(progress -> progress.chunks() < progress.chunkCount())
                .toList();
    }

    private void acceptChunk(ModelsTopicKey.Weights key, @Nullable WeightsChunk chunk, List<AssemblyOutcome> outcomes) {
        ChunkedWeights all = weights.computeIfAbsent(key.sha256(), hash -> new ChunkedWeights());
        if (chunk == null) {
            all.remove(key.index());
        } else {
            all.put(key.index(), ModelCodec.bytes(chunk.getData()));
            reconsider(key.sha256(), outcomes);
        }
        dropUnused(key.sha256());
    }

    private void acceptManifest(String key, @Nullable ModelManifest manifest, List<AssemblyOutcome> outcomes) {
        ModelManifest before = manifests.get(key);
        if (manifest == null) {
            manifests.remove(key);
            refusals.remove(key);
            withdraw(key, outcomes);
        } else if (!manifest.equals(before)) {
            manifests.remove(key); // a changed manifest counts as the youngest
            manifests.put(key, manifest);
            consider(key, manifest, outcomes);
        } else {
            consider(key, manifest, outcomes);
        }
        if (before != null && !before.equals(manifest)) {
            reconsider(before.getSha256(), outcomes);
            dropUnused(before.getSha256());
        }
    }

    private void reconsider(String sha256, List<AssemblyOutcome> outcomes) {
        List.copyOf(manifests.entrySet()).stream()
                .filter(entry -> entry.getValue().getSha256().equals(sha256))
                .forEach(entry -> consider(entry.getKey(), entry.getValue(), outcomes));
    }

    private void consider(String key, ModelManifest manifest, List<AssemblyOutcome> outcomes) {
        AssemblyOutcome.Complete known = complete.get(key);
        if (known != null && known.manifest().equals(manifest)) {
            return;
        }
        try {
            requireSound(key, manifest);
            AssemblyOutcome.Incomplete progress = progress(manifest, weightsOf(manifest));
            if (progress.chunks() < progress.chunkCount()) {
                outcomes.add(progress);
                return;
            }
            announce(key, manifest, weightsOf(manifest).assemble(manifest), outcomes);
        } catch (InvalidModelException e) {
            refuse(key, e, outcomes);
        }
    }

    private void announce(String key, ModelManifest manifest, ModelSnapshot model, List<AssemblyOutcome> outcomes) {
        AssemblyOutcome.Complete now = new AssemblyOutcome.Complete(model, manifest);
        AssemblyOutcome.Complete before = complete.get(key);
        refusals.remove(key);
        if (before != null && before.model().equals(model)) {
            complete.put(key, now);
            return;
        }
        withdraw(key, outcomes);
        complete.put(key, now);
        outcomes.add(now);
    }

    private void withdraw(String key, List<AssemblyOutcome> outcomes) {
        AssemblyOutcome.Complete gone = complete.remove(key);
        if (gone != null) {
            outcomes.add(new AssemblyOutcome.Withdrawn(gone.model().identity()));
        }
    }

    private void refuse(String key, IllegalArgumentException reason, List<AssemblyOutcome> outcomes) {
        String text = String.valueOf(reason.getMessage());
        if (refusals.computeIfAbsent(key, each -> new HashSet<>()).add(text)) {
            outcomes.add(new AssemblyOutcome.Refused(key, text));
        }
    }

    /** What can be said against a manifest before its weights are there. */
    private void requireSound(String key, ModelManifest manifest) {
        ModelCodec.identity(manifest);
        rule.accept(manifest);
        long bytes = (long) TensorLayout.of(ModelCodec.spec(manifest.getSpec())).floats() * Float.BYTES;
        if (manifest.getWeightsLength() != bytes) {
            throw new InvalidModelException(
                    "weightsLength must be the network's " + bytes + ": weightsLength=" + manifest.getWeightsLength());
        }
        long count = manifest.getChunkSize() < 1 ? 0 : (bytes - 1) / manifest.getChunkSize() + 1;
        if (count == 0 || manifest.getChunkCount() != count) {
            throw new InvalidModelException("chunkSize must be at least 1 and chunkCount fit it: weightsLength=" + bytes
                    + ", chunkSize=" + manifest.getChunkSize() + ", chunkCount=" + manifest.getChunkCount());
        }
        requireAsBefore(key, manifest);
    }

    /** Of two manifests that say different things of the same weights, the one that came first is believed. */
    private void requireAsBefore(String key, ModelManifest manifest) {
        for (Map.Entry<String, ModelManifest> before : manifests.entrySet()) {
            if (before.getKey().equals(key)) {
                return;
            }
            NetworkSpec spec = before.getValue().getSpec();
            if (before.getValue().getSha256().equals(manifest.getSha256()) && !spec.equals(manifest.getSpec())) {
                throw new InvalidModelException("manifest must say the same of weights " + manifest.getSha256() + " as "
                        + before.getKey() + ": there " + spec + ", here " + manifest.getSpec());
            }
        }
    }

    private AssemblyOutcome.Incomplete progress(ModelManifest manifest, ChunkedWeights chunks) {
        return new AssemblyOutcome.Incomplete(
                manifest.getName(),
                manifest.getVersion(),
                manifest.getSha256(),
                chunks.present(manifest),
                manifest.getChunkCount());
    }

    private ChunkedWeights weightsOf(ModelManifest manifest) {
        return weights.getOrDefault(manifest.getSha256(), new ChunkedWeights());
    }

    private void dropUnused(String sha256) {
        ChunkedWeights all = weights.get(sha256);
        boolean used =
                manifests.values().stream().anyMatch(each -> each.getSha256().equals(sha256));
        if (all != null && !used && all.isEmpty()) {
            weights.remove(sha256);
        }
    }
}
