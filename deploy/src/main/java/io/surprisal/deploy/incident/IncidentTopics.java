package io.surprisal.deploy.incident;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.avro.Incident;
import io.surprisal.deploy.history.TopicRange;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All that is committed of incidents and feedback at one moment. Immutable. */
public final class IncidentTopics {

    private final Map<String, Incident> incidents = new HashMap<>();
    private final Map<String, Feedback> acknowledged = new HashMap<>();
    private final Map<String, Feedback> judged = new HashMap<>();

    private IncidentTopics() {}

    /**
     * Reads both topics from their beginnings to where they end now.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     */
    public static IncidentTopics read(Map<String, Object> clients, Topics topics) {
        IncidentTopics content = new IncidentTopics();
        content.readAll(
                clients, topics.incidents(), incident -> content.incidents.put(incident.getIncidentId(), incident));
        content.readAll(clients, topics.feedback(), content::say);
        return content;
    }

    private <V> void readAll(Map<String, Object> clients, Topic<String, V> topic, Consumer<V> reader) {
        new TopicRange(clients, topic.name(), Instant.EPOCH)
                .read(topic.keySerde().deserializer(), topic.valueSerde().deserializer(), record -> {
                    if (record.value() != null) {
                        reader.accept(record.value());
                    }
                });
    }

    private void say(Feedback feedback) {
        if (feedback.getKind() == FeedbackKind.ACKNOWLEDGED) {
            acknowledged.put(feedback.getIncidentId(), feedback);
        } else if (feedback.getKind() == FeedbackKind.WITHDRAWN) {
            judged.remove(feedback.getIncidentId());
        } else {
            judged.put(feedback.getIncidentId(), feedback);
        }
    }

    /** All incidents, the one opened last first. */
    public List<Incident> incidents() {
        List<Incident> sorted = new ArrayList<>(incidents.values());
        sorted.sort(Comparator.comparing(Incident::getOpenedAt)
                .thenComparing(Incident::getIncidentId)
                .reversed());
        return sorted;
    }

    /** The incident of this name. */
    public Optional<Incident> find(String incidentId) {
        return Optional.ofNullable(incidents.get(incidentId));
    }

    /** Who looks after an incident. */
    public Optional<Feedback> acknowledged(String incidentId) {
        return Optional.ofNullable(acknowledged.get(incidentId));
    }

    /** What is judged of an incident. */
    public Optional<Feedback> judged(String incidentId) {
        return Optional.ofNullable(judged.get(incidentId));
    }

    /** All judgements that stand, in the order of their incidents. */
    public List<Feedback> judgements() {
        List<Feedback> sorted = new ArrayList<>(judged.values());
        sorted.sort(Comparator.comparing(Feedback::getSeries)
                .thenComparing(Feedback::getFromEventTime)
                .thenComparing(Feedback::getIncidentId));
        return sorted;
    }
}
