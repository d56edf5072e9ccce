package io.surprisal.schemas.models.topic;

import io.surprisal.avro.AliasEntry;
import io.surprisal.schemas.models.AliasName;

/**
 * A version under an alias.
 *
 * @param alias which alias
 * @param entry from when on, and why
 */
public record Appointment(AliasName alias, AliasEntry entry) {}
