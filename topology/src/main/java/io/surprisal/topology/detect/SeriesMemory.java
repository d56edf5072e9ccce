package io.surprisal.topology.detect;

import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.topology.deadline.IdleSeries;
import io.surprisal.topology.incident.Incidents;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.view.ViewRecorder;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** All that a task remembers of its series, for forgetting it. */
final class SeriesMemory implements IdleSeries.Memory {

    private final KeyValueStore<String, byte[]> states;
    private final @Nullable KeyValueStore<String, byte[]> readings;
    private final ShadowStates shadows;
    private final ViewRecorder view;
    private final DetectorMetrics metrics;
    private final @Nullable Incidents incidents;

    /** In these stores; readings and incidents where any are remembered. */
    SeriesMemory(
            KeyValueStore<String, byte[]> states,
            @Nullable KeyValueStore<String, byte[]> readings,
            ShadowStates shadows,
            ViewRecorder view,
            DetectorMetrics metrics,
            @Nullable Incidents incidents) {
        this.states = states;
        this.readings = readings;
        this.shadows = shadows;
        this.view = view;
        this.metrics = metrics;
        this.incidents = incidents;
    }

    @Override
    public long lastEventTimeMs(String series) {
        SeriesState state = SeriesStates.read(Nodes.SERIES_STATE, states.get(series));
        return state == null ? -1 : state.i64(SeriesStateLayout.LAST_EVENT_TIME);
    }

    @Override
    public List<String> seriesAfter(String series, int most) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = states.range(series, null)) {
            while (keys.size() < most && entries.hasNext()) {
                String key = entries.next().key;
                if (!key.equals(series)) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    @Override
    public void forget(String series, long nowMs) {
        if (incidents != null) {
            incidents.forgotten(series, nowMs);
        }
        states.delete(series);
        if (readings != null) {
            readings.delete(series);
        }
        shadows.remove(series);
        view.forget(series);
        metrics.forgotten();
    }
}
