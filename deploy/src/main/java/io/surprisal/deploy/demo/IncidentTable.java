package io.surprisal.deploy.demo;

import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.Incident;
import io.surprisal.deploy.fleet.IncidentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What was found and what was missed, by kind of incident, as a table for a terminal. */
final class IncidentTable {

    private IncidentTable() {}

    /** The table's lines. */
    static List<String> lines(Fleet fleet, IncidentLedger ledger) {
        List<String> lines = new ArrayList<>();
        lines.add(row("incident", "happened", "found", "missed", "median delay"));
        for (IncidentKind kind : IncidentKind.values()) {
            List<Incident> all = fleet.incidents().stream()
                    .filter(incident -> incident.kind() == kind)
                    .toList();
            if (!all.isEmpty()) {
                lines.add(row(kind.label(), all, fleet, ledger));
            }
        }
        lines.add(row("all", fleet.incidents(), fleet, ledger));
        return lines;
    }

    private static String row(String name, List<Incident> incidents, Fleet fleet, IncidentLedger ledger) {
        int[] delays = incidents.stream()
                .map(ledger::delay)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .sorted()
                .toArray();
        String delay = delays.length == 0 ? "-" : delay(delays[delays.length / 2], fleet);
        return row(
                name,
                Integer.toString(incidents.size()),
                Integer.toString(delays.length),
                Integer.toString(incidents.size() - delays.length),
                delay);
    }

    private static String delay(int rows, Fleet fleet) {
        long minutes = rows * fleet.clock().stepMs() / 60_000;
        return rows + (rows == 1 ? " row" : " rows") + " (" + minutes + " min)";
    }

    private static String row(String name, String happened, String found, String missed, String delay) {
        return String.format(Locale.ROOT, "  %-14s  %9s  %6s  %7s  %s", name, happened, found, missed, delay);
    }
}
