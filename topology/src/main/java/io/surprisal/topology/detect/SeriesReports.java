package io.surprisal.topology.detect;

import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.model.series.UsualGap;
import io.surprisal.topology.deadline.SilentSeries;
import io.surprisal.topology.incident.Incidents;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/** What a task knows of when its series report, and whom it tells that one does not. */
final class SeriesReports implements SilentSeries.Memory {

    private final SeriesMemory memory;
    private final KeyValueStore<String, byte[]> states;
    private final double factor;
    private final Incidents incidents;
    private final MaintenanceLookup maintenance;

    /**
     * Of one task.
     *
     * @param factor typical gaps after which a series is silent
     */
    SeriesReports(
            SeriesMemory memory,
            KeyValueStore<String, byte[]> states,
            double factor,
            Incidents incidents,
            MaintenanceLookup maintenance) {
        this.memory = memory;
        this.states = states;
        this.factor = factor;
        this.incidents = incidents;
        this.maintenance = maintenance;
    }

    @Override
    public Reporting reporting(String series) {
        SeriesState state = SeriesStates.read(Nodes.SERIES_STATE, states.get(series));
        return state == null
                ? NOTHING
                : new Reporting(
                        state.i64(SeriesStateLayout.LAST_EVENT_TIME),
                        state.u32(SeriesStateLayout.ROWS),
                        UsualGap.limitMs(state, factor));
    }

    @Override
    public List<String> seriesAfter(String series, int most) {
        return memory.seriesAfter(series, most);
    }

    @Override
    public boolean silent(String series, long lastMs, long deadlineMs) {
        if (!maintenance.at(series, deadlineMs).isEmpty()) {
            return false;
        }
        SeriesState state = SeriesStates.read(Nodes.SERIES_STATE, states.get(series));
        incidents.silent(series, lastMs, deadlineMs, state == null ? 0 : UsualGap.typicalMs(state));
        return true;
    }
}
