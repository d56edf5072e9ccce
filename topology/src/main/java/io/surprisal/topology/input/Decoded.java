package io.surprisal.topology.input;

/** What the bytes of a record say. */
public sealed interface Decoded permits Reading, Unreadable {}
