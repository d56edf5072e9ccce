package io.surprisal.topology.input;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.patience.WaitEndedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry again and again while it cannot be reached: an outage says nothing about the record in hand. Only its
 * plain answer that it has no such schema does. Logs the begin and the end of an outage. Thread-safe.
 */
final class RegistryPatience {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);

    /** Well below Kafka's limit of five minutes between two polls, after which the group would give the partition away. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The registry's own error codes 404xx and 422xx: it was reached, and it knows no such schema. */
    private static final int CODE_FACTOR = 100;

    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;

    /** A question to the registry. */
    interface Question<T> {
        /** The answer. */
        T ask() throws IOException, RestClientException;
    }

    private final Patience patience;
    private final AtomicBoolean outage = new AtomicBoolean();

    RegistryPatience(Patience patience) {
        this.patience = patience;
    }

    /**
     * The registry's answer.
     *
     * @throws UnreadableException if it knows no such schema
     * @throws WaitEndedException if it could not be reached for two minutes
     */
    <T> T answer(String about, Question<T> question) throws UnreadableException {
        Attempt<T> attempt = new Attempt<>(question);
        boolean answered = patience.await(LIMIT, () -> tried(about, attempt));
        if (attempt.unknown != null) {
            throw new UnreadableException(Unreadable.Cause.UNKNOWN_SCHEMA, attempt.unknown);
        }
        if (!answered || attempt.answer == null) {
            throw new WaitEndedException("the schema registry gave no answer about " + about + " within " + LIMIT);
        }
        return attempt.answer;
    }

    private static final class Attempt<T> {
        private final Question<T> question;
        private @Nullable T answer;
        private @Nullable String unknown;

        Attempt(Question<T> question) {
            this.question = question;
        }
    }

    private <T> boolean tried(String about, Attempt<T> attempt) {
        try {
            attempt.answer = attempt.question.ask();
        } catch (RestClientException refusal) {
            int kind = refusal.getErrorCode() / CODE_FACTOR;
            if (kind != NOT_FOUND && kind != UNPROCESSABLE) {
                return outage(about, refusal);
            }
            attempt.unknown = "the registry does not know " + about + ": " + refusal.getMessage();
        } catch (IOException unreachable) {
            return outage(about, unreachable);
        }
        if (outage.compareAndSet(true, false)) {
            LOG.info("The schema registry answers again");
        }
        return true;
    }

    private boolean outage(String about, Exception trouble) {
        if (outage.compareAndSet(false, true)) {
            LOG.warn(
                    "The schema registry gives no answer about {}, asking again until it does: {}",
                    about,
                    trouble.toString());
        }
        return false;
    }
}
