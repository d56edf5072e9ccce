package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.WeightsChunk;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All records of a backup, on a models topic that was empty. What is there already, and the same, stays.
 *
 * @param writes in the order in which the topic had them
 */
public record Restoration(List<TopicWrite> writes) implements TopicChange {

    private static final String TRANSACTION_OF = "restore";

    /** Owns its list. */
    public Restoration {
        writes = List.copyOf(writes);
    }

    /**
     * Writes what a backup holds, in one transaction.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     * @param records by their keys, in order
     * @return what was written; nothing where all of it was there
     * @throws PublishException if the topic holds anything else, or it could not be written
     */
    public static Restoration restore(
            Map<String, Object> clients, Topic<String, ModelsRecord> topic, Map<String, ModelsRecord> records) {
        int largest = records.values().stream()
                .mapToInt(Restoration::chunkBytes)
                .max()
                .orElse(0);
        return new ModelsTopicEditor(clients, topic)
                .apply(
                        ModelsTopicEditor.transactionalId(TRANSACTION_OF),
                        largest,
                        content -> onto(content.records(), new LinkedHashMap<>(records)));
    }

    private static int chunkBytes(ModelsRecord record) {
        WeightsChunk chunk = record.getChunk();
        return chunk == null ? 0 : chunk.getData().remaining();
    }

    private static Restoration onto(Map<String, ModelsRecord> there, Map<String, ModelsRecord> records) {
        there.forEach((key, value) -> {
            if (!value.equals(records.get(key))) {
                throw new PublishException("nothing was restored: the topic has " + there.size()
                        + " records already, and " + key + " is not as in the backup; restore to an empty topic");
            }
            records.remove(key);
        });
        return new Restoration(records.entrySet().stream()
                .map(record -> new TopicWrite(record.getKey(), record.getValue()))
                .toList());
    }

    @Override
    public boolean isMade(ModelsTopicContent content) {
        return writes.stream().allMatch(write -> content.records().containsKey(write.key()));
    }
}
