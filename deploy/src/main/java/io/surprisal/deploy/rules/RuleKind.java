package io.surprisal.deploy.rules;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What differs between policies and routes where they are changed.
 *
 * @param <S> the schedule of a pattern
 * @param <V> what an entry says
 */
public interface RuleKind<S, V> {

    /** The command that changes them: {@code policy} or {@code route}. */
    String command();

    /** In messages, of several. */
    String plural();

    /** The key of a pattern's record. */
    ModelsTopicKey key(String pattern);

    /** All schedules on the topic by their patterns. */
    Map<String, S> schedules(ModelsTopicContent content);

    /** Why detectors refuse the schedule of a pattern; empty where they do not, or where there is none. */
    Optional<String> fault(ModelsTopicContent content, String pattern);

    /** The schedule of a pattern that nobody has set. */
    S empty();

    /** The epoch of the last entry; 0 where there is none. */
    long epoch(S schedule);

    /** Whether a schedule says so already. */
    boolean isMade(RuleChange<V> change, S schedule);

    /** The schedule with this entry. */
    S append(S schedule, RuleChange<V> change, Instant now);

    /** A schedule as it is written. */
    ModelsRecord record(S schedule);
}
