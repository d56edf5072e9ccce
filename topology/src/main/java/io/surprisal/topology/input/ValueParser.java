package io.surprisal.topology.input;

/** Parses the bytes of a record value into fields. */
interface ValueParser {

    /**
     * The value's fields.
     *
     * @throws UnreadableException if the bytes are not in this format
     */
    Fields parse(byte[] bytes) throws UnreadableException;
}
