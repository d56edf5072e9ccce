package io.surprisal.schemas.maintenance;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** All windows of one moment. Unlike rules they do not outbid each other: each that means a series counts. Immutable. */
public final class MaintenanceWindows {

    /** Nothing is announced. */
    public static final MaintenanceWindows NONE = new MaintenanceWindows(List.of());

    private final List<MaintenanceWindow> windows;

    private MaintenanceWindows(List<MaintenanceWindow> windows) {
        this.windows = windows;
    }

    /** These windows. */
    public static MaintenanceWindows of(Collection<MaintenanceWindow> windows) {
        return new MaintenanceWindows(windows.stream()
                .sorted(Comparator.comparingLong(MaintenanceWindow::fromMs).thenComparing(MaintenanceWindow::id))
                .toList());
    }

    /** All of them, the one that begins first first. */
    public List<MaintenanceWindow> all() {
        return windows;
    }

    /** Whether there are none, so that no series need be looked up. */
    public boolean isEmpty() {
        return windows.isEmpty();
    }

    /** Those that mean a series; costs a comparison with each pattern. */
    public MaintenanceWindows of(String series) {
        List<MaintenanceWindow> own = windows.stream()
                .filter(window -> window.pattern().matches(series))
                .toList();
        return own.isEmpty() ? NONE : new MaintenanceWindows(own);
    }

    /** The name of the first window that an event time lies in; empty text for none. */
    public String at(long eventTimeMs) {
        for (MaintenanceWindow window : windows) {
            if (window.contains(eventTimeMs)) {
                return window.id();
            }
        }
        return "";
    }
}
