package io.surprisal.schemas.models;

import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.WeightsChunk;
import java.util.Locale;

/**
 * A record to be written to the models topic.
 *
 * @param key under which it is kept
 * @param value with the one field set that the key names
 */
public record ModelsTopicRecord(ModelsTopicKey key, ModelsRecord value) {

    /** Checks that key and value speak of the same. */
    public ModelsTopicRecord {
        requireField(key, value);
    }

    /**
     * Checks that a value has the field that its key names, and says the same as the key.
     *
     * @throws IllegalArgumentException if it does not
     */
    public static void requireField(ModelsTopicKey key, ModelsRecord value) {
        Object field = switch (key.kind()) {
            case WEIGHTS -> value.getChunk();
            case MANIFEST -> value.getManifest();
            case ALIAS -> value.getAlias();
            case POLICY -> value.getPolicy();
            case ROUTE -> value.getRoute();
            case MAINTENANCE -> value.getMaintenance();
        };
        if (field == null) {
            throw new IllegalArgumentException("value under " + key.format() + " must hold "
                    + key.kind().name().toLowerCase(Locale.ROOT) + ": it does not");
        }
        String told = told(field, key);
        if (!told.equals(key.format())) {
            throw new IllegalArgumentException(
                    "value under " + key.format() + " must belong there: it says " + KeyParts.shown(told));
        }
    }

    /** The key that a value itself claims, as far as it claims one. */
    private static String told(Object field, ModelsTopicKey key) {
        if (field instanceof WeightsChunk chunk) {
            return new ModelsTopicKey.Weights(chunk.getSha256(), chunk.getIndex()).format();
        }
        if (field instanceof ModelManifest manifest) {
            return new ModelsTopicKey.Manifest(manifest.getName(), manifest.getVersion()).format();
        }
        return key.format();
    }
}
