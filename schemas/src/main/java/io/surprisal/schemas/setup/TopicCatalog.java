package io.surprisal.schemas.setup;

import io.surprisal.schemas.Topic;
import java.util.Optional;

/** A broker's topics, as far as setup needs them. */
interface TopicCatalog {

    /**
     * A topic as it is.
     *
     * @param partitions how many it has
     * @param cleanupPolicy value of its setting {@code cleanup.policy}
     * @param timestampType value of its setting {@code message.timestamp.type}
     */
    record Found(int partitions, String cleanupPolicy, String timestampType) {}

    /**
     * Looks a topic up; empty if there is none.
     *
     * @throws SetupException if the broker does not answer or refuses
     */
    Optional<Found> find(String name);

    /**
     * Creates a topic; one that somebody else has just created is fine.
     *
     * @throws SetupException if the broker does not answer or refuses
     */
    void create(Topic<?, ?> topic);
}
