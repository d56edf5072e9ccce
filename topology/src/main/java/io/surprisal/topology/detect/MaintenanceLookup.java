package io.surprisal.topology.detect;

import io.surprisal.schemas.maintenance.MaintenanceWindows;
import io.surprisal.topology.rules.MaintenanceDirectory;

/** Finds the announced windows of one task's series. Not thread-safe. */
final class MaintenanceLookup {

    private final MaintenanceDirectory directory;
    private final SeriesCache<MaintenanceWindows, MaintenanceWindows> windows =
            new SeriesCache<>(MaintenanceWindows::of);

    MaintenanceLookup(MaintenanceDirectory directory) {
        this.directory = directory;
    }

    /** The name of the window that an event lies in; empty text for none. */
    String at(String series, long eventTimeMs) {
        MaintenanceWindows now = directory.current();
        return now.isEmpty() ? "" : windows.of(now, series).at(eventTimeMs);
    }
}
