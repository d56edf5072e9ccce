package io.surprisal.topology.api;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of all instances and what people say of them, as their topics have them: all that are open, and of those that
 * are closed the ones that were opened last. Thread-safe.
 */
public final class IncidentFeed implements AutoCloseable {

    /**
     * An incident's place among the others.
     *
     * @param openedAtMs its event time
     * @param incidentId where two are of one moment
     */
    record Place(long openedAtMs, String incidentId) implements Comparable<Place> {

        static Place of(Incident incident) {
            return new Place(incident.getOpenedAt().toEpochMilli(), incident.getIncidentId());
        }

        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(openedAtMs, other.openedAtMs);
            return byTime == 0 ? incidentId.compareTo(other.incidentId) : byTime;
        }
    }

    private final int kept;
    private final TopicFollower<Incident> incidentTopic;
    private final TopicFollower<Feedback> feedbackTopic;

    // All by synchronized methods only.
    private final NavigableMap<Place, Incident> incidents = new TreeMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Feedback> acknowledged = new HashMap<>();
    private final Map<String, Feedback> judged = new HashMap<>();
    private int closed;

    /**
     * A feed that has not begun to read.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param kept how many closed incidents at most; with 0 nothing is ever read
     */
    public IncidentFeed(Properties clients, Topics topics, int kept) {
        this.kept = kept;
        this.incidentTopic = new TopicFollower<>(clients, topics.incidents(), (incident, timestampMs) -> add(incident));
        this.feedbackTopic = new TopicFollower<>(clients, topics.feedback(), (feedback, timestampMs) -> say(feedback));
    }

    /** Begins to read. */
    public void start() {
        if (kept > 0) {
            incidentTopic.start();
            feedbackTopic.start();
        }
    }

    /** How many closed incidents it keeps at most. */
    int kept() {
        return kept;
    }

    /** Whether all has been read that there was when it began. */
    boolean isCaughtUp() {
        return incidentTopic.isCaughtUp() && feedbackTopic.isCaughtUp();
    }

    /**
     * The latest first.
     *
     * @param before only those before this place; {@code null} for the latest
     */
    synchronized List<Incident> latest(@Nullable Place before, Predicate<Incident> wanted, int limit) {
        NavigableMap<Place, Incident> from = before == null ? incidents : incidents.headMap(before, false);
        List<Incident> latest = new ArrayList<>();
        for (Incident incident : from.descendingMap().values()) {
            if (latest.size() == limit) {
                break;
            }
            if (wanted.test(incident)) {
                latest.add(incident);
            }
        }
        return latest;
    }

    /** The incident of this name, if it is among those that are kept. */
    synchronized Optional<Incident> find(String incidentId) {
        return Optional.ofNullable(places.get(incidentId)).map(incidents::get);
    }

    /** An incident with what is said of it. */
    synchronized Map<String, @Nullable Object> document(Incident incident) {
        Map<String, @Nullable Object> fields = AvroJson.of(incident);
        fields.put("acknowledged", word(acknowledged.get(incident.getIncidentId()), false));
        fields.put("feedback", word(judged.get(incident.getIncidentId()), true));
        return fields;
    }

    private static @Nullable Map<String, @Nullable Object> word(@Nullable Feedback feedback, boolean judging) {
        if (feedback == null) {
            return null;
        }
        Map<String, @Nullable Object> word = new LinkedHashMap<>();
        if (judging) {
            word.put("verdict", feedback.getKind() == FeedbackKind.FALSE_ALARM ? "false-alarm" : "true-alarm");
            word.put("pattern", feedback.getPattern());
        }
        word.put("at", feedback.getSince().toString());
        word.put("by", feedback.getBy());
        word.put("why", feedback.getWhy());
        return word;
    }

    private synchronized void add(Incident incident) {
        Place place = Place.of(incident);
        Place before = places.put(incident.getIncidentId(), place);
        Incident known = before == null ? null : incidents.remove(before);
        if (known != null && known.getRevision() > incident.getRevision()) {
            // The topic is read again.
            incident = known;
            places.put(incident.getIncidentId(), Place.of(incident));
        }
        closed += isClosed(incident) ? 1 : 0;
        closed -= known != null && isClosed(known) ? 1 : 0;
        incidents.put(Place.of(incident), incident);
        for (Iterator<Incident> oldest = incidents.values().iterator(); closed > kept && oldest.hasNext(); ) {
            Incident each = oldest.next();
            if (isClosed(each)) {
                oldest.remove();
                places.remove(each.getIncidentId());
                closed--;
            }
        }
    }

    private static boolean isClosed(Incident incident) {
        return incident.getStatus() == IncidentStatus.CLOSED;
    }

    /** Takes in what is said, by the topic or before it comes back from there. */
    synchronized void say(Feedback feedback) {
        switch (feedback.getKind()) {
            case ACKNOWLEDGED -> acknowledged.put(feedback.getIncidentId(), feedback);
            case FALSE_ALARM, TRUE_ALARM -> judged.put(feedback.getIncidentId(), feedback);
            case WITHDRAWN -> judged.remove(feedback.getIncidentId());
            case UNKNOWN -> {}
        }
    }

    @Override
    public void close() {
        incidentTopic.close();
        feedbackTopic.close();
    }
}
