package io.surprisal.deploy.demo;

import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetClock;
import io.surprisal.deploy.fleet.Incident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Compares alerts with the incidents that are known.
 *
 * <p>An incident is found by its first alert. The way back to normal may alert as well: for some hours after an
 * incident, an alert is neither a find nor false. All other alerts are false. Not thread-safe.
 */
final class IncidentLedger {

    private static final double AFTERMATH_HOURS = 4;

    private final FleetClock clock;
    private final Map<String, List<Incident>> incidents = new HashMap<>();
    private final Map<Incident, Integer> delays = new HashMap<>();
    private int falseAlarms;

    /** A ledger of a fleet's incidents. */
    IncidentLedger(Fleet fleet) {
        this.clock = fleet.clock();
        fleet.incidents()
                .forEach(incident -> incidents
                        .computeIfAbsent(incident.series(), series -> new ArrayList<>())
                        .add(incident));
    }

    /** Takes down one alert, and says which incident it found, if it is that one's first. */
    Optional<Incident> alert(String series, long eventTimeMs) {
        int row = clock.row(eventTimeMs);
        for (Incident incident : incidents.getOrDefault(series, List.of())) {
            if (row >= incident.from() && row < incident.to()) {
                boolean first = delays.putIfAbsent(incident, row - incident.from()) == null;
                return first ? Optional.of(incident) : Optional.empty();
            }
            if (row >= incident.to() && row < incident.to() + clock.hours(AFTERMATH_HOURS)) {
                return Optional.empty();
            }
        }
        falseAlarms++;
        return Optional.empty();
    }

    /** Rows from the start of an incident to its first alert; empty while it is not found. */
    OptionalInt delay(Incident incident) {
        Integer delay = delays.get(incident);
        return delay == null ? OptionalInt.empty() : OptionalInt.of(delay);
    }

    /** Incidents that were found. */
    int found() {
        return delays.size();
    }

    /** Alerts that no incident explains. */
    int falseAlarms() {
        return falseAlarms;
    }
}
