package io.surprisal.topology.incident;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentCloseReason;
import io.surprisal.avro.IncidentKind;
import io.surprisal.avro.IncidentSeverity;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.model.detect.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells in an incident's record what its rows were. */
final class IncidentStory {

    /** So many alerts are named; a long incident has few, since only clearly rarer rows alert again. */
    private static final int NAMED_ALERTS = 20;

    private final Incident incident;

    /** Goes on telling; the record is changed in place. */
    IncidentStory(Incident incident) {
        this.incident = incident;
    }

    /** What a row may open, without that row. */
    static Incident begin(SeriesRow row) {
        return Incident.newBuilder()
                .setIncidentId(row.id())
                .setSeries(row.series())
                .setKind(IncidentKind.ANOMALY)
                .setSeverity(IncidentSeverity.INFO)
                .setRevision(0)
                .setOpenedAt(Instant.ofEpochMilli(row.eventTimeMs()))
                .setLastAnomalyAt(Instant.ofEpochMilli(row.eventTimeMs()))
                .build();
    }

    /** A row opens it; the row counts already. */
    static void open(Incident incident, SeriesRow row) {
        incident.setIncidentId(row.id());
        incident.setStatus(IncidentStatus.OPEN);
        incident.setThreshold(row.anomalous() == null ? null : row.anomalous().threshold());
    }

    /** The incident of a series that does not report. */
    static Incident silence(String series, long lastMs, long deadlineMs, long usualGapMs) {
        return Incident.newBuilder()
                .setIncidentId(series + '@' + deadlineMs)
                .setSeries(series)
                .setKind(IncidentKind.SILENCE)
                .setStatus(IncidentStatus.OPEN)
                .setSeverity(IncidentSeverity.ERROR)
                .setRevision(0)
                .setOpenedAt(Instant.ofEpochMilli(lastMs))
                .setLastAnomalyAt(Instant.ofEpochMilli(deadlineMs))
                .setSilentSince(Instant.ofEpochMilli(lastMs))
                .setUsualGapMs(usualGapMs)
                .build();
    }

    static void close(Incident incident, IncidentCloseReason reason, Instant at) {
        incident.setStatus(IncidentStatus.CLOSED);
        incident.setCloseReason(reason);
        incident.setClosedAt(at);
        incident.setRevision(incident.getRevision() + 1);
    }

    /** Takes in a row that is above the threshold; whether that is worth a record. */
    boolean add(SeriesRow row, double score) {
        incident.setRows(incident.getRows() + 1);
        incident.setLastAnomalyAt(Instant.ofEpochMilli(row.eventTimeMs()));
        IncidentSeverity before = incident.getSeverity();
        incident.setSeverity(Severity.worse(before, Severity.of(score)));
        boolean highest = isHighest(score);
        if (highest) {
            peak(row, score);
        }
        Anomaly alert = row.alert();
        if (alert != null) {
            incident.setAlerts(incident.getAlerts() + 1);
            name(alert.getAlertId());
            if (highest || incident.getPeakAlertId() == null) {
                explain(alert);
            }
        }
        return alert != null || incident.getSeverity() != before;
    }

    private boolean isHighest(double score) {
        Double peak = incident.getPeakScore();
        return peak == null || score >= peak;
    }

    private void peak(SeriesRow row, double score) {
        incident.setPeakScore(score);
        incident.setPeakNominalRate(rate(row.anomalous()));
        incident.setPeakAt(Instant.ofEpochMilli(row.eventTimeMs()));
    }

    private static @Nullable Double rate(Verdict.@Nullable Scored scored) {
        return scored == null ? null : scored.nominalRate();
    }

    private void name(String alertId) {
        if (incident.getAlertIds().size() < NAMED_ALERTS) {
            List<String> longer = new ArrayList<>(incident.getAlertIds());
            longer.add(alertId);
            incident.setAlertIds(longer);
        }
    }

    private void explain(Anomaly alert) {
        incident.setPeakAlertId(alert.getAlertId());
        incident.setFeatures(alert.getFeatures());
        incident.setDirection(alert.getDirection());
        incident.setRecognizedAs(alert.getRecognizedAs());
        incident.setModelName(alert.getModelName());
        incident.setModelVersion(alert.getModelVersion());
    }
}
