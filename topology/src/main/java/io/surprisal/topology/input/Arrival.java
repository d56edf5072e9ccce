package io.surprisal.topology.input;

import org.jspecify.annotations.Nullable;

/**
 * A record of the input topic on its way through the topology: its bytes, where it came from, and what it says. What a
 * deserializer cannot see (key, timestamp, offset) is added by {@link EventTimeExtractor}, before any processor runs.
 */
public final class Arrival {

    private final byte @Nullable [] value;
    private Decoded decoded;
    private byte @Nullable [] key;
    private SourceCoordinates source = SourceCoordinates.UNKNOWN;

    Arrival(byte @Nullable [] value, Decoded decoded) {
        this.value = value;
        this.decoded = decoded;
    }

    void complete(Decoded whole, byte @Nullable [] sourceKey, SourceCoordinates from) {
        decoded = whole;
        key = sourceKey;
        source = from;
    }

    /** What it says: a {@link Reading} or why it is none. */
    public Decoded decoded() {
        return decoded;
    }

    /** The record's value; not a copy. */
    public byte @Nullable [] value() {
        return value;
    }

    /** The record's key; not a copy. */
    public byte @Nullable [] key() {
        return key;
    }

    /** Where it came from. */
    public SourceCoordinates source() {
        return source;
    }
}
