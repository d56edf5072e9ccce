package io.surprisal.topology.input;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a record came from: it names an alert for good and tells a redelivered record from a late one.
 *
 * @param topic the input topic
 * @param partition its partition
 * @param offset the record's offset
 * @param timestampMs the record's own Kafka timestamp, milliseconds since 1970; negative where it has none
 */
public record SourceCoordinates(String topic, int partition, long offset, long timestampMs) {

    /** A record that no broker has seen. */
    static final SourceCoordinates UNKNOWN = new SourceCoordinates("", -1, -1, -1);

    private static final String HEADER = "surprisal.source";
    private static final int FIXED_BYTES = Integer.BYTES + Long.BYTES + Long.BYTES;

    /** {@code topic-partition-offset}. */
    public String id() {
        return topic + '-' + partition + '-' + offset;
    }

    /** Sends the coordinates along through the repartition topic. */
    void writeTo(Headers headers) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(FIXED_BYTES + name.length);
        bytes.putInt(partition).putLong(offset).putLong(timestampMs).put(name);
        headers.remove(HEADER);
        headers.add(HEADER, bytes.array());
    }

    /** What {@link #writeTo} wrote, or {@link #UNKNOWN}. */
    static SourceCoordinates readFrom(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length < FIXED_BYTES) {
            return UNKNOWN;
        }
        ByteBuffer bytes = ByteBuffer.wrap(header.value());
        int partition = bytes.getInt();
        long offset = bytes.getLong();
        long timestampMs = bytes.getLong();
        return new SourceCoordinates(StandardCharsets.UTF_8.decode(bytes).toString(), partition, offset, timestampMs);
    }
}
