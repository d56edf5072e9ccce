package io.surprisal.deploy.notify;

import io.surprisal.avro.FeatureReading;
import io.surprisal.avro.Feedback;
import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentKind;
import io.surprisal.topology.http.PercentText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are told of an incident.
 *
 * @param event what has happened
 * @param incidentId of the incident
 * @param series its key
 * @param fields what templates may name
 */
record Notification(Event event, String incidentId, String series, Map<String, Object> fields) {

    private static final double PERCENT = 100;

    /** What has happened, in the words of PagerDuty's Events API v2. */
    enum Event {
        /** It has opened, or got worse. */
        TRIGGER,
        /** Somebody looks after it. */
        ACKNOWLEDGE,
        /** It is over. */
        RESOLVE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of an incident as its topic has it. */
    static Notification of(Event event, Incident incident) {
        Map<String, Object> fields = fields(event, incident.getIncidentId(), incident.getSeries());
        fields.put("severity", incident.getSeverity().name().toLowerCase(Locale.ROOT));
        fields.put("kind", incident.getKind().name().toLowerCase(Locale.ROOT));
        fields.put("status", incident.getStatus().name().toLowerCase(Locale.ROOT));
        fields.put("openedAt", incident.getOpenedAt().toString());
        fields.put("at", incident.getLastAnomalyAt().toString());
        fields.put("rows", incident.getRows());
        fields.put("alerts", incident.getAlerts());
        put(fields, "closedAt", incident.getClosedAt());
        put(fields, "closeReason", incident.getCloseReason() == null ? null : lower(incident.getCloseReason()));
        put(fields, "score", incident.getPeakScore() == null ? null : percent(incident.getPeakScore()));
        put(fields, "nominalRate", incident.getPeakNominalRate());
        put(fields, "model", incident.getModelVersion() == null ? null : model(incident));
        put(
                fields,
                "recognizedAs",
                incident.getRecognizedAs() == null
                        ? null
                        : incident.getRecognizedAs().getKind());
        fields.put("summary", summary(event, incident));
        return new Notification(event, incident.getIncidentId(), incident.getSeries(), fields);
    }

    /** Of what somebody says. */
    static Notification of(Feedback feedback) {
        Map<String, Object> fields = fields(Event.ACKNOWLEDGE, feedback.getIncidentId(), feedback.getSeries());
        fields.put("by", feedback.getBy());
        fields.put("why", feedback.getWhy());
        fields.put("at", feedback.getSince().toString());
        // PagerDuty asks for none, and other templates may want one.
        fields.put("severity", "warning");
        String by = feedback.getBy().isEmpty() ? "" : " by " + feedback.getBy();
        String why = feedback.getWhy().isEmpty() ? "" : ": " + feedback.getWhy();
        fields.put("summary", "Acknowledged" + by + ": " + feedback.getSeries() + why);
        return new Notification(Event.ACKNOWLEDGE, feedback.getIncidentId(), feedback.getSeries(), fields);
    }

    private static Map<String, Object> fields(Event event, String incidentId, String series) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("event", event.word());
        fields.put(event.word(), true);
        fields.put("incidentId", incidentId);
        fields.put("incidentPath", PercentText.encode(incidentId));
        fields.put("series", series);
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value instanceof Number ? value : value.toString());
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String model(Incident incident) {
        return incident.getModelName() + '/' + incident.getModelVersion();
    }

    private static String percent(double score) {
        return String.format(Locale.ROOT, "%.1f", PERCENT * score);
    }

    private static String summary(Event event, Incident incident) {
        if (event == Event.RESOLVE) {
            return "Over: " + incident.getSeries()
                    + (incident.getCloseReason() == null ? "" : " (" + lower(incident.getCloseReason()) + ')');
        }
        if (incident.getKind() == IncidentKind.SILENCE) {
            Long gap = incident.getUsualGapMs();
            return "Silent: " + incident.getSeries() + " has not reported since " + incident.getSilentSince()
                    + (gap == null
                            ? ""
                            : "; usual is every "
                                    + Duration.ofMillis(gap)
                                            .toString()
                                            .substring(2)
                                            .toLowerCase(Locale.ROOT));
        }
        String what = incident.getRecognizedAs() == null
                ? ""
                : ", " + incident.getRecognizedAs().getKind();
        Double score = incident.getPeakScore();
        return "Anomaly: " + incident.getSeries() + leading(incident)
                + (score == null ? "" : ", score " + percent(score)) + what;
    }

    /** The feature that contributes most. */
    private static String leading(Incident incident) {
        FeatureReading most = null;
        for (FeatureReading each : incident.getFeatures()) {
            if (most == null || each.getContribution() > most.getContribution()) {
                most = each;
            }
        }
        return most == null || most.getObserved() == null || most.getExpected() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ": %s %.6g, expected %.6g",
                        most.getFeature(),
                        most.getObserved(),
                        most.getExpected());
    }
}
