package io.surprisal.schemas;

import io.surprisal.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes dead letters of records: long keys and values are cut, their length and hash are told. */
public final class DeadLetters {

    /** Bytes that are kept of a key and of a value. */
    public static final int KEPT = 64 * 1024;

    private DeadLetters() {}

    /**
     * The dead letter of a record.
     *
     * @param record as it was consumed
     * @param causeClass name of the exception's class, or of the rule that refused it
     * @param causeMessage what was found and what was allowed
     * @param when wall-clock time of the refusal
     */
    public static DeadLetter of(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> record,
            String causeClass,
            @Nullable String causeMessage,
            Instant when) {
        byte[] key = record.key();
        byte[] value = record.value();
        return DeadLetter.newBuilder()
                .setSourceTopic(record.topic())
                .setSourcePartition(record.partition())
                .setSourceOffset(record.offset())
                .setSourceTimestamp(record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp()))
                .setKey(kept(key))
                .setKeyLength(key == null ? -1 : key.length)
                .setCauseClass(causeClass)
                .setCauseMessage(causeMessage)
                .setPayload(kept(value))
                .setTruncated(value != null && value.length > KEPT)
                .setLength(value == null ? -1 : value.length)
                .setSha256(value == null ? null : Sha256.hex(value))
                .setWhen(when)
                .build();
    }

    /** The key under which a dead letter is written: the first bytes of the record's own. */
    public static byte @Nullable [] key(byte @Nullable [] recordKey) {
        return recordKey == null || recordKey.length <= KEPT ? recordKey : Arrays.copyOf(recordKey, KEPT);
    }

    private static @Nullable ByteBuffer kept(byte @Nullable [] bytes) {
        byte[] kept = key(bytes);
        return kept == null ? null : ByteBuffer.wrap(kept);
    }
}
