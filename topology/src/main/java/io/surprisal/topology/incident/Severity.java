package io.surprisal.topology.incident;

import io.surprisal.avro.IncidentSeverity;
import io.surprisal.model.detect.Verdict;

/** How bad an incident is: by its highest score alone, so that it means the same for every series. */
final class Severity {

    /** A row in a million. */
    private static final double ERROR = 0.75;

    /** A row in a billion. */
    private static final double CRITICAL = 0.875;

    private Severity() {}

    static IncidentSeverity of(double score) {
        if (score >= CRITICAL) {
            return IncidentSeverity.CRITICAL;
        }
        if (score >= ERROR) {
            return IncidentSeverity.ERROR;
        }
        return score >= Verdict.THRESHOLD ? IncidentSeverity.WARNING : IncidentSeverity.INFO;
    }

    static IncidentSeverity worse(IncidentSeverity one, IncidentSeverity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
