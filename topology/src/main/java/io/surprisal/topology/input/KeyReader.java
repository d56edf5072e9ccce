package io.surprisal.topology.input;

import io.surprisal.topology.settings.KeyFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Turns record keys into series keys. */
final class KeyReader {

    /** Long enough for any name; every alert, score and state carries the key. */
    static final int MAX_BYTES = 1024;

    /** UTF-8 needs at most three bytes for a Java char. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    private final KeyFormat format;
    private final RegistryDecoder registry;

    KeyReader(KeyFormat format, RegistryDecoder registry) {
        this.format = format;
        this.registry = registry;
    }

    String read(byte @Nullable [] key) throws UnreadableException {
        if (key == null) {
            throw unreadable("the record has no key");
        }
        return checked(
                switch (format) {
                    case STRING -> text(key);
                    case LONG -> number(key);
                    case BYTES_HEX -> HexFormat.of().formatHex(key);
                    case AVRO -> registry.decode(key).datum().toString();
                });
    }

    /** The key, if it is not too long. */
    static String checked(String key) throws UnreadableException {
        if (key.length() * MAX_BYTES_PER_CHAR > MAX_BYTES) {
            int bytes = key.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_BYTES) {
                throw unreadable("the series key must have at most " + MAX_BYTES + " bytes: found " + bytes);
            }
        }
        return key;
    }

    private static String text(byte[] key) throws UnreadableException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException malformed) {
            // Else two keys could become one, where the malformed bytes of both are replaced.
            throw unreadable("the key is not UTF-8; input.key.format=bytes-hex takes any bytes");
        }
    }

    private static String number(byte[] key) throws UnreadableException {
        if (key.length != Long.BYTES) {
            throw unreadable("the key must be a long of 8 bytes: found " + key.length);
        }
        return Long.toString(ByteBuffer.wrap(key).getLong());
    }

    private static UnreadableException unreadable(String message) {
        return new UnreadableException(Unreadable.Cause.SERIES_KEY, message);
    }
}
