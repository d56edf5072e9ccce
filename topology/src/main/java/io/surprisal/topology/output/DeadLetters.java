package io.surprisal.topology.output;

import io.surprisal.avro.DeadLetter;
import io.surprisal.schemas.Sha256;
import io.surprisal.topology.input.Arrival;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes dead letters. */
public final class DeadLetters {

    /** Of key and value this much is kept; the coordinates lead to the rest, as long as the topic has it. */
    public static final int KEPT_BYTES = 64 * 1024;

    private DeadLetters() {}

    /**
     * The dead letter of a record.
     *
     * @param cause the rule that it breaks
     * @param message what was found and what was allowed
     * @param nowMs wall-clock time, milliseconds since 1970
     */
    public static DeadLetter of(Arrival arrival, String cause, String message, long nowMs) {
        byte[] key = arrival.key();
        byte[] value = arrival.value();
        long timestampMs = arrival.source().timestampMs();
        return DeadLetter.newBuilder()
                .setSourceTopic(arrival.source().topic())
                .setSourcePartition(arrival.source().partition())
                .setSourceOffset(arrival.source().offset())
                .setSourceTimestamp(timestampMs < 0 ? null : Instant.ofEpochMilli(timestampMs))
                .setKey(kept(key))
                .setKeyLength(length(key))
                .setCauseClass(cause)
                .setCauseMessage(message)
                .setPayload(kept(value))
                .setTruncated(value != null && value.length > KEPT_BYTES)
                .setLength(length(value))
                .setSha256(value == null ? null : Sha256.hex(value))
                .setWhen(Instant.ofEpochMilli(nowMs))
                .build();
    }

    /** The key of a record's dead letter: the first bytes of its own. */
    public static byte @Nullable [] key(Arrival arrival) {
        byte[] key = arrival.key();
        return key == null || key.length <= KEPT_BYTES ? key : Arrays.copyOf(key, KEPT_BYTES);
    }

    private static @Nullable ByteBuffer kept(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, KEPT_BYTES));
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }
}
