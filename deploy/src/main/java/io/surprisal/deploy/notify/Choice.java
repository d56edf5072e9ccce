package io.surprisal.deploy.notify;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentSeverity;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.deploy.notify.Notification.Event;
import io.surprisal.schemas.rule.SeriesPattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which records people are told of: that an incident has opened, got worse, is looked after, or is over; not each alert that
 * belongs to it. What was told is known in memory only, so that after a restart something may be told twice. Not thread-safe.
 */
final class Choice {

    private static final int REMEMBERED = 100_000;

    private final SeriesPattern pattern;
    private final IncidentSeverity least;
    private final Map<String, IncidentSeverity> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, IncidentSeverity> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * A choice.
     *
     * @param pattern of series keys
     * @param least severity; incidents that never get so bad are not told
     */
    Choice(SeriesPattern pattern, IncidentSeverity least) {
        this.pattern = pattern;
        this.least = least;
    }

    /** What is to be told of a record of an incident. */
    Optional<Notification> of(Incident incident) {
        if (!pattern.matches(incident.getSeries()) || incident.getSeverity().compareTo(least) < 0) {
            return Optional.empty();
        }
        if (incident.getStatus() == IncidentStatus.CLOSED) {
            return Optional.of(Notification.of(Event.RESOLVE, incident));
        }
        IncidentSeverity before = told.get(incident.getIncidentId());
        return before != null && before.compareTo(incident.getSeverity()) >= 0
                ? Optional.empty()
                : Optional.of(Notification.of(Event.TRIGGER, incident));
    }

    /** What is to be told of what somebody says. */
    Optional<Notification> of(Feedback feedback) {
        return feedback.getKind() == FeedbackKind.ACKNOWLEDGED && pattern.matches(feedback.getSeries())
                ? Optional.of(Notification.of(feedback))
                : Optional.empty();
    }

    /** It has been told. */
    void told(Incident incident) {
        if (incident.getStatus() == IncidentStatus.CLOSED) {
            told.remove(incident.getIncidentId());
        } else {
            told.put(incident.getIncidentId(), incident.getSeverity());
        }
    }
}
