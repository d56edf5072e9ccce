package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that a change of the models topic writes.
 *
 * @param key of the record
 * @param value of the record; {@code null} is a tombstone, which deletes what is there
 */
public record TopicWrite(String key, @Nullable ModelsRecord value) {

    /** Writes a record. */
    public static TopicWrite of(ModelsTopicRecord record) {
        return new TopicWrite(record.key().format(), record.value());
    }

    /** Deletes what stands under a key. */
    public static TopicWrite tombstone(ModelsTopicKey key) {
        return new TopicWrite(key.format(), null);
    }
}
