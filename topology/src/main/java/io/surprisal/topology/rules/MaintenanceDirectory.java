package io.surprisal.topology.rules;

import io.surprisal.avro.Maintenance;
import io.surprisal.schemas.maintenance.MaintenanceWindow;
import io.surprisal.schemas.maintenance.MaintenanceWindows;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The announced windows that may be applied, as far as the models topic has been read. A record of which anything is wrong is
 * refused, and what held before stays. Taking a record twice changes nothing. Thread-safe.
 */
public final class MaintenanceDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceDirectory.class);

    private final Map<String, MaintenanceWindow> windows = new TreeMap<>(); // by synchronized methods only
    private volatile MaintenanceWindows current = MaintenanceWindows.NONE;

    /** An empty directory. */
    public MaintenanceDirectory() {}

    /** The windows of this moment; the same object as long as nothing changes. */
    public MaintenanceWindows current() {
        return current;
    }

    /**
     * Takes a record.
     *
     * @param entry {@code null} is a tombstone
     * @return why it must not be used
     */
    public synchronized Optional<String> accept(String id, @Nullable Maintenance entry) {
        if (entry == null) {
            if (windows.remove(id) != null) {
                LOG.info("Maintenance {} is gone from the topic", id);
                publish();
            }
            return Optional.empty();
        }
        try {
            MaintenanceWindow window = MaintenanceWindow.of(id, entry);
            if (!window.equals(windows.put(id, window))) {
                LOG.info(
                        "Maintenance {} of {}, event times from {} until {}",
                        id,
                        window.pattern(),
                        entry.getFromEventTime(),
                        entry.getUntilEventTime() == null ? "told otherwise" : entry.getUntilEventTime());
                publish();
            }
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private void publish() {
        current = MaintenanceWindows.of(windows.values());
    }
}
