package io.surprisal.trainer.publish;

import io.surprisal.model.ModelIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * What a publish led to.
 *
 * @param identity of the version, which is on the topic, complete and checked
 * @param records records written; 0 if all was there already
 * @param activeFrom the event time from which on the alias means the version; empty if no alias was changed
 */
public record Published(ModelIdentity identity, int records, Optional<Instant> activeFrom) {}
