package io.surprisal.deploy.demo;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Score;
import io.surprisal.deploy.feed.FeedRow;
import io.surprisal.deploy.feed.FleetFeed;
import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetClock;
import io.surprisal.deploy.fleet.FleetFiles;
import io.surprisal.deploy.fleet.Incident;
import io.surprisal.trainer.data.SeriesCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A made-up fleet: first its history at full speed, then its live part with incidents. */
final class FleetScript implements DemoScript {

    private final Fleet fleet;
    private final IncidentLedger ledger;
    private final RecognitionLedger recognition;
    private final Part history;
    private final Part live;
    private int alertsInHistory;
    private int alerts;

    /**
     * A fleet on its way.
     *
     * @param kinds of incident that the model names; none if it names nothing
     * @param speed seconds of event time per second
     */
    FleetScript(Fleet fleet, List<String> kinds, double speed) {
        this.fleet = fleet;
        this.ledger = new IncidentLedger(fleet);
        this.recognition = new RecognitionLedger(kinds);
        FleetClock clock = fleet.clock();
        this.history = new Part(
                List.of("", "History: " + days(clock, clock.historyRows()) + " of each series, as fast as it goes."),
                FleetFeed.history(fleet),
                Double.POSITIVE_INFINITY);
        this.live = new Part(
                List.of(
                        "",
                        "Live: " + days(clock, clock.liveRows()) + " at " + speed(speed)
                                + "; each alert as it is found.",
                        "",
                        Alert.header()),
                FleetFeed.live(fleet),
                speed);
    }

    private static String days(FleetClock clock, int rows) {
        Duration duration = Duration.ofMillis(clock.stepMs() * rows);
        return duration.toHours() >= 48 ? duration.toDays() + " days" : duration.toHours() + " hours";
    }

    private static String speed(double speed) {
        if (Double.isInfinite(speed)) {
            return "full speed";
        }
        return String.format(Locale.ROOT, "%,.0f seconds a second", speed);
    }

    @Override
    public String title() {
        return "A fleet of " + fleet.series().size() + " series; "
                + fleet.incidents().size() + " incidents will happen.";
    }

    @Override
    public List<Part> parts() {
        return List.of(history, live);
    }

    @Override
    public Optional<SeriesCatalogue> lesson(Part before, Path folder) throws IOException {
        return before.equals(live) ? Optional.of(FleetFiles.writeHistory(fleet, folder)) : Optional.empty();
    }

    @Override
    public boolean wantsScores() {
        return false;
    }

    @Override
    public void sent(FeedRow row, int partition, long offset) {
        // Nobody asks where it is.
    }

    @Override
    public void scored(Score score) {
        // Only alerts are compared with the incidents.
    }

    @Override
    public synchronized Optional<String> alert(Anomaly anomaly) {
        long eventTimeMs = anomaly.getEventTime().toEpochMilli();
        if (fleet.clock().row(eventTimeMs) < fleet.clock().historyRows()) {
            alertsInHistory++;
            return Optional.empty();
        }
        alerts++;
        int falseBefore = ledger.falseAlarms();
        Optional<Incident> incident = ledger.alert(anomaly.getSeries(), eventTimeMs);
        if (incident.isPresent() || ledger.falseAlarms() > falseBefore) {
            recognition.alert(incident, anomaly.getRecognizedAs());
        }
        String found = incident.map(each -> "  <- " + each.kind().label()).orElse("");
        return Optional.of(Alert.line(anomaly) + found);
    }

    @Override
    public List<String> partReport(Part part, long rows, double seconds) {
        String rate = String.format(Locale.ROOT, "%,d rows in %.1f s, %,.0f a second", rows, seconds, rows / seconds);
        return part.equals(history) ? List.of("  " + rate) : List.of("", rate);
    }

    @Override
    public synchronized List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(IncidentTable.lines(fleet, ledger));
        lines.addAll(recognition.lines());
        long normalRows = (long) fleet.series().size() * fleet.clock().liveRows()
                - fleet.incidents().stream().mapToLong(FleetScript::length).sum();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%d alerts: %d found an incident, %d during one or on the way back, %d false,",
                alerts,
                ledger.found(),
                alerts - ledger.found() - ledger.falseAlarms(),
                ledger.falseAlarms()));
        lines.add(String.format(
                Locale.ROOT,
                "which is %.2f in 1,000 normal rows; a score of 0.5 means 1 in 1,000. (%d in the history.)",
                1000.0 * ledger.falseAlarms() / normalRows,
                alertsInHistory));
        return lines;
    }

    private static long length(Incident incident) {
        return (long) incident.to() - incident.from();
    }

    @Override
    public void close() {
        history.feed().close();
        live.feed().close();
    }
}
