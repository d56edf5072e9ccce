package io.surprisal.topology.incident;

import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentCloseReason;
import io.surprisal.avro.IncidentKind;
import io.surprisal.avro.IncidentMemory;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.topology.settings.DetectorSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of one task's series: at most one of a series at a time.
 *
 * <p>What is remembered of a series that has one lies in the store, and in a map that is read from the store at the start. A
 * row that is not anomalous, of a series that has none, costs a look into that map; a row that is not anomalous of a series
 * that has one changes nothing either until it closes it, because rows without anomaly are counted by the series' own count
 * of rows. Not thread-safe.
 */
public final class Incidents {

    /** Where incidents are written. */
    public interface Listener {
        /**
         * A record of an incident.
         *
         * @param incident a copy that is the listener's
         */
        void changed(Incident incident);

        /** How many are open, more or less than before. */
        void open(int change);
    }

    private final DetectorSettings.Incidents settings;
    private final KeyValueStore<String, byte[]> store;
    private final Listener listener;
    private final Map<String, IncidentMemory> known = new HashMap<>();
    private int open;

    /**
     * Of one task, as the store has them.
     *
     * @param store restored
     */
    public Incidents(DetectorSettings.Incidents settings, KeyValueStore<String, byte[]> store, Listener listener) {
        this.settings = settings;
        this.store = store;
        this.listener = listener;
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                IncidentMemory memory = IncidentCodec.read(entry.value);
                known.put(entry.key, memory);
                open += isOpen(memory) ? 1 : 0;
            }
        }
        listener.open(open);
    }

    /** Since which event time a series is silent, milliseconds since 1970; negative where it is not. */
    public long silentSinceMs(String series) {
        IncidentMemory memory = known.get(series);
        Instant since = memory == null ? null : memory.getIncident().getSilentSince();
        return since == null ? -1 : since.toEpochMilli();
    }

    /** Takes a row that was judged, or at least shows that the series reports. */
    public void row(SeriesRow row) {
        IncidentMemory memory = known.get(row.series());
        if (memory != null) {
            memory = heard(row, memory);
        }
        if (row.anomalous() != null) {
            anomalous(row, row.anomalous().score(), memory);
        } else if (memory != null && !isOpen(memory)) {
            age(row, memory);
        }
    }

    /** A row has come: it may end a silence, and what it closes is gone. */
    private @Nullable IncidentMemory heard(SeriesRow row, IncidentMemory memory) {
        if (row.number() < memory.getLastRow()) {
            // The series has begun anew, with other features.
            memory.setLastRow(row.number());
            memory.setCounted(List.of());
        }
        if (!isOpen(memory)) {
            return memory;
        }
        Incident incident = memory.getIncident();
        Instant at = Instant.ofEpochMilli(row.eventTimeMs());
        if (incident.getKind() == IncidentKind.SILENCE) {
            close(incident, IncidentCloseReason.RETURNED, at);
            return null;
        }
        if (incident.getSilentSince() != null) {
            incident.setSilentSince(null);
            incident.setUsualGapMs(null);
            write(memory);
        }
        if (isOver(row, memory, incident)) {
            close(incident, IncidentCloseReason.QUIET, at);
            return null;
        }
        return memory;
    }

    private boolean isOver(SeriesRow row, IncidentMemory memory, Incident incident) {
        long quietRows = Math.max(settings.closeRows(), row.refractoryRows());
        long quietMs = row.eventTimeMs() - incident.getLastAnomalyAt().toEpochMilli();
        return row.number() - memory.getLastRow() > quietRows
                && quietMs >= settings.closeAfter().toMillis();
    }

    private void anomalous(SeriesRow row, double score, @Nullable IncidentMemory before) {
        IncidentMemory memory =
                before == null ? new IncidentMemory(IncidentStory.begin(row), row.number(), List.of()) : before;
        Incident incident = memory.getIncident();
        boolean worth = new IncidentStory(incident).add(row, score);
        memory.setLastRow(row.number());
        if (!isOpen(memory)) {
            List<Long> counted = young(row, memory);
            counted.add(row.number());
            memory.setCounted(counted);
            worth = counted.size() >= settings.openRows();
            if (worth) {
                IncidentStory.open(incident, row);
                memory.setCounted(List.of());
                opened(1);
            }
        }
        if (worth) {
            write(memory);
        } else {
            remember(row.series(), memory);
        }
    }

    /** Rows that are counted so long ago that they open nothing any more are forgotten. */
    private void age(SeriesRow row, IncidentMemory memory) {
        List<Long> counted = young(row, memory);
        if (counted.isEmpty()) {
            drop(row.series());
        } else if (counted.size() < memory.getCounted().size()) {
            memory.setCounted(counted);
            remember(row.series(), memory);
        }
    }

    private List<Long> young(SeriesRow row, IncidentMemory memory) {
        List<Long> counted = new ArrayList<>(memory.getCounted());
        counted.removeIf(each -> row.number() - each >= settings.openWindow());
        return counted;
    }

    /**
     * Takes a series that does not report. An incident that is open goes on, silent; else it is one of its own.
     *
     * @param lastMs event time of its last observation
     * @param deadlineMs when it should have reported
     * @param usualGapMs between two of its observations
     */
    public void silent(String series, long lastMs, long deadlineMs, long usualGapMs) {
        IncidentMemory memory = known.get(series);
        if (memory == null || !isOpen(memory)) {
            Incident silence = IncidentStory.silence(series, lastMs, deadlineMs, usualGapMs);
            opened(1);
            write(new IncidentMemory(silence, 0L, List.of()));
        } else if (memory.getIncident().getSilentSince() == null) {
            memory.getIncident().setSilentSince(Instant.ofEpochMilli(lastMs));
            memory.getIncident().setUsualGapMs(usualGapMs);
            write(memory);
        }
    }

    /** A series is forgotten, and with it what it had. */
    public void forgotten(String series, long nowMs) {
        IncidentMemory memory = known.get(series);
        if (memory == null) {
            return;
        }
        if (isOpen(memory)) {
            close(memory.getIncident(), IncidentCloseReason.FORGOTTEN, Instant.ofEpochMilli(nowMs));
        } else {
            drop(series);
        }
    }

    /** The task is another instance's from now on. */
    public void handOver() {
        listener.open(-open);
    }

    private void close(Incident incident, IncidentCloseReason reason, Instant at) {
        IncidentStory.close(incident, reason, at);
        drop(incident.getSeries());
        opened(-1);
        tell(incident);
    }

    private void opened(int change) {
        open += change;
        listener.open(change);
    }

    private static boolean isOpen(IncidentMemory memory) {
        return memory.getIncident().getStatus() == IncidentStatus.OPEN;
    }

    private void write(IncidentMemory memory) {
        Incident incident = memory.getIncident();
        incident.setRevision(incident.getRevision() + 1);
        remember(incident.getSeries(), memory);
        tell(incident);
    }

    private void tell(Incident incident) {
        listener.changed(Incident.newBuilder(incident).build());
    }

    private void remember(String series, IncidentMemory memory) {
        known.put(series, memory);
        store.put(series, IncidentCodec.write(memory));
    }

    private void drop(String series) {
        known.remove(series);
        store.delete(series);
    }
}
