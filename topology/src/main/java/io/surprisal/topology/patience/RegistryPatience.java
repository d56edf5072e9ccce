package io.surprisal.topology.patience;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.surprisal.schemas.RegistryTrouble;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry again and again while it cannot be reached: an outage says nothing about the record in hand. Only its
 * plain answer that it has no such schema does. Logs the begin and the end of an outage. Thread-safe.
 */
public final class RegistryPatience {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);

    /** Well below Kafka's limit between two polls, after which the group would give the partition away. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A question to the registry. */
    public interface Question<T> {
        /** The answer, once the registry can be reached. */
        T ask() throws RestClientException;
    }

    private final Patience patience;
    private final AtomicBoolean outage = new AtomicBoolean();

    /** Waits with this patience. */
    public RegistryPatience(Patience patience) {
        this.patience = patience;
    }

    /**
     * The registry's answer.
     *
     * @param about what is asked for, for messages
     * @throws RestClientException if the registry says plainly that it has no such thing
     * @throws WaitEndedException if it could not be reached for two minutes, or a stop ended the wait
     */
    public <T> T answer(String about, Question<T> question) throws RestClientException {
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        boolean done = patience.await(LIMIT, () -> {
            try {
                answer.set(question.ask());
                failure.set(null);
                return true;
            } catch (RestClientException | RuntimeException trouble) {
                failure.set(trouble);
                return !isOutage(about, trouble);
            }
        });
        Exception last = failure.get();
        if (!done) {
            throw new WaitEndedException(
                    "the schema registry gave no answer about " + about + " within " + LIMIT, last);
        }
        if (last instanceof RestClientException refusal) {
            throw refusal;
        }
        if (last instanceof RuntimeException other) {
            throw other;
        }
        if (outage.compareAndSet(true, false)) {
            LOG.info("The schema registry answers again");
        }
        T found = answer.get();
        if (found == null) {
            throw new IllegalStateException("a question must have an answer: " + about);
        }
        return found;
    }

    private boolean isOutage(String about, Exception trouble) {
        if (!RegistryTrouble.causes(trouble)) {
            return false;
        }
        if (outage.compareAndSet(false, true)) {
            LOG.warn(
                    "The schema registry gives no answer about {}, asking again until it does: {}",
                    about,
                    trouble.toString());
        }
        return true;
    }
}
