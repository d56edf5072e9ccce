package io.surprisal.topology.incident;

import io.surprisal.avro.IncidentMemory;
import io.surprisal.schemas.TrustedClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What the store has of a series: an {@code IncidentMemory} in Avro's single-object encoding, which names its schema by a
 * fingerprint, so that bytes of another release are told from damaged ones. Thread-safe.
 */
final class IncidentCodec {

    static {
        TrustedClasses.declare();
    }

    private IncidentCodec() {}

    /** A new array. */
    static byte[] write(IncidentMemory memory) {
        try {
            ByteBuffer bytes = memory.toByteBuffer();
            byte[] written = new byte[bytes.remaining()];
            bytes.get(written);
            return written;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * What was written.
     *
     * @throws SerializationException if it is cut off, or of a schema that this release does not know
     */
    static IncidentMemory read(byte[] stored) {
        try {
            return IncidentMemory.fromByteBuffer(ByteBuffer.wrap(stored));
        } catch (IOException | AvroRuntimeException malformed) {
            throw new SerializationException(
                    "what is remembered of an incident cannot be read: " + malformed.getMessage(), malformed);
        }
    }
}
