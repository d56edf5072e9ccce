package io.surprisal.topology.feedback;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.avro.Incident;
import io.surprisal.schemas.rule.SeriesPattern;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says.
 *
 * @param kind of it
 * @param pattern series keys whose thresholds a judgement moves; {@code null}: the incident's series alone
 * @param by who
 * @param why why
 */
public record Word(FeedbackKind kind, @Nullable String pattern, String by, String why) {

    /** Longer ones are cut. */
    private static final int MOST_CHARACTERS = 1_000;

    /**
     * Checks the pattern.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Word {
        if (pattern != null) {
            pattern = SeriesPattern.of(pattern).text();
        }
        by = cut(by);
        why = cut(why);
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    /**
     * The record of it. It moves thresholds for event times from now on, and never for those of the incident itself.
     *
     * @param now wall-clock time
     */
    public Feedback about(Incident incident, Instant now) {
        Instant closed = incident.getClosedAt();
        Instant known = closed == null ? incident.getLastAnomalyAt() : closed;
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        return Feedback.newBuilder()
                .setIncidentId(incident.getIncidentId())
                .setSeries(incident.getSeries())
                .setKind(kind)
                .setPattern(pattern)
                .setFromEventTime(moment.isBefore(known) ? known : moment)
                .setIncidentFrom(incident.getOpenedAt())
                .setIncidentUntil(incident.getLastAnomalyAt())
                .setSince(moment)
                .setBy(by)
                .setWhy(why)
                .build();
    }
}
