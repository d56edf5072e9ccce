package io.surprisal.deploy.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a version raises on a stretch of history, beside what was raised on it. Not thread-safe. */
public final class ReplayReport {

    /**
     * A row that alerts, or did.
     *
     * @param raised what was raised on it then, if anything
     * @param replayed what is raised on it now, if anything
     */
    public record Row(
            @Nullable ReplayedAlert raised, @Nullable ReplayedAlert replayed) {

        /** Whether it alerts then and now. */
        public boolean isBoth() {
            return raised != null && replayed != null;
        }

        ReplayedAlert any() {
            if (replayed != null) {
                return replayed;
            }
            if (raised != null) {
                return raised;
            }
            throw new IllegalStateException("a row of the report must alert then or now");
        }
    }

    private static final Comparator<Row> BY_TIME = Comparator.<Row, Instant>comparing(
                    row -> row.any().eventTime())
            .thenComparing(row -> row.any().series())
            .thenComparing(row -> row.any().id());

    private final Map<String, ReplayedAlert> raised = new LinkedHashMap<>();
    private final Map<String, ReplayedAlert> replayed = new LinkedHashMap<>();
    private final Set<String> series = new HashSet<>();
    private long rows;
    private long scored;

    void row(String key, boolean isScored) {
        series.add(key);
        rows++;
        scored += isScored ? 1 : 0;
    }

    void raised(ReplayedAlert alert) {
        raised.put(alert.id(), alert);
    }

    void replayed(ReplayedAlert alert) {
        replayed.put(alert.id(), alert);
    }

    /** All rows that alert then or now, by event time. */
    public List<Row> alerts() {
        Set<String> ids = new TreeSet<>(raised.keySet());
        ids.addAll(replayed.keySet());
        return ids.stream()
                .map(id -> new Row(raised.get(id), replayed.get(id)))
                .sorted(BY_TIME)
                .toList();
    }

    /** Rows that were replayed. */
    public long rows() {
        return rows;
    }

    /** Rows of these that were scored. */
    public long scored() {
        return scored;
    }

    /** Series that they are of. */
    public int series() {
        return series.size();
    }
}
