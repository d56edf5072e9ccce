package io.surprisal.topology.feedback;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.rule.SeriesPattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people have said of incidents, as far as the topic of feedback has been read: of each incident the last judgement. Shared
 * by all tasks. Records wait in order while the registry cannot be reached, and {@link #retry} takes them up. Thread-safe.
 */
public final class FeedbackDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackDirectory.class);
    private static final String TOPIC = "feedback";

    private final Deserializer<Feedback> deserializer;

    // By synchronized methods only.
    private final Map<String, Feedback> lastWords = new HashMap<>(); // by incident
    private final Deque<byte[]> backlog = new ArrayDeque<>();

    private volatile boolean changed;
    private volatile Judgements current = Judgements.NONE;

    /**
     * An empty directory.
     *
     * @param deserializer of the topic's values; used by one thread at a time
     */
    public FeedbackDirectory(Deserializer<Feedback> deserializer) {
        this.deserializer = deserializer;
    }

    /** The judgements of this moment; the same object as long as nothing changes. */
    public Judgements current() {
        return changed ? renewed() : current;
    }

    private synchronized Judgements renewed() {
        if (changed) {
            current = lastWords.isEmpty() ? Judgements.NONE : new Judgements(lastWords.values());
            changed = false;
        }
        return current;
    }

    /** Takes a record. Never throws for what is in it. */
    public synchronized void accept(byte[] value) {
        if (!backlog.isEmpty() || !taken(value)) {
            backlog.add(value);
        }
    }

    /** Takes up the records that wait for the registry. */
    public synchronized void retry() {
        while (!backlog.isEmpty() && taken(backlog.getFirst())) {
            backlog.removeFirst();
        }
    }

    /** Whether the record is done with: used or refused. */
    private boolean taken(byte[] bytes) {
        try {
            take(deserializer.deserialize(TOPIC, bytes));
            return true;
        } catch (KafkaException failure) {
            if (RegistryTrouble.causes(failure)) {
                return false;
            }
            LOG.warn("Refused a record of feedback: {}", failure.toString());
            return true;
        } catch (IllegalArgumentException wrong) {
            LOG.warn("Refused a record of feedback: {}", wrong.getMessage());
            return true;
        }
    }

    private void take(Feedback word) {
        if (word.getPattern() != null) {
            SeriesPattern.of(word.getPattern());
        }
        FeedbackKind kind = word.getKind();
        if (kind == FeedbackKind.FALSE_ALARM || kind == FeedbackKind.TRUE_ALARM) {
            lastWords.put(word.getIncidentId(), word);
            changed = true;
        } else if (kind == FeedbackKind.WITHDRAWN && lastWords.remove(word.getIncidentId()) != null) {
            changed = true;
        }
    }
}
