package io.surprisal.schemas.models;

import io.surprisal.avro.ModelManifest;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelSnapshot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The weights of one hash: as chunks until they are whole and checked, then as a snapshot only. */
final class ChunkedWeights {

    private final Map<Integer, byte[]> chunks = new HashMap<>();
    private @Nullable ModelSnapshot whole;
    private boolean deleted;

    /** Takes a chunk, unless all are already there; a second one of an index replaces the first. */
    void put(int index, byte[] chunk) {
        deleted = false;
        if (whole == null) {
            chunks.put(index, chunk);
        }
    }

    /** Forgets a chunk. */
    void remove(int index) {
        deleted = true;
        chunks.remove(index);
    }

    /** Whether nothing is left that a later manifest could use. */
    boolean isEmpty() {
        return chunks.isEmpty() && (whole == null || deleted);
    }

    /** How many of the manifest's chunks are there. */
    int present(ModelManifest manifest) {
        if (whole != null) {
            return manifest.getChunkCount();
        }
        return (int) chunks.keySet().stream()
                .filter(index -> index < manifest.getChunkCount())
                .count();
    }

    /**
     * The snapshot that the manifest and these weights make.
     *
     * @throws InvalidModelException if they must not be used; the chunks stay, since a better one may come
     */
    ModelSnapshot assemble(ModelManifest manifest) {
        ModelSnapshot model = ModelCodec.decode(manifest, whole == null ? join(manifest) : whole.weights());
        whole = model;
        chunks.clear();
        return model;
    }

    private byte[] join(ModelManifest manifest) {
        byte[] weights = new byte[Math.toIntExact(manifest.getWeightsLength())];
        int offset = 0;
        for (int index = 0; index < manifest.getChunkCount(); index++) {
            byte[] chunk = chunks.getOrDefault(index, new byte[0]);
            int expected = Math.min(manifest.getChunkSize(), weights.length - offset);
            if (chunk.length != expected) {
                throw new InvalidModelException("chunk " + index + " of " + manifest.getChunkCount() + " must have "
                        + expected + " bytes: length=" + chunk.length);
            }
            System.arraycopy(chunk, 0, weights, offset, expected);
            offset += expected;
        }
        return weights;
    }
}
