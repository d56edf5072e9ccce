package io.surprisal.topology.api;

import io.surprisal.avro.Anomaly;
import io.surprisal.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest alerts of all instances, as the topic has them: only those that are committed, and those from before this
 * start as well. Kept are those with the latest event times. Thread-safe.
 */
public final class AnomalyFeed implements AutoCloseable {

    /**
     * An alert's place among the others.
     *
     * @param eventTimeMs of the alert
     * @param alertId where two are of one moment
     */
    record Place(long eventTimeMs, String alertId) implements Comparable<Place> {

        static Place of(Anomaly anomaly) {
            return new Place(anomaly.getEventTime().toEpochMilli(), anomaly.getAlertId());
        }

        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(eventTimeMs, other.eventTimeMs);
            return byTime == 0 ? alertId.compareTo(other.alertId) : byTime;
        }
    }

    /**
     * An alert.
     *
     * @param anomaly as it was written
     * @param timestampMs Kafka's timestamp of it
     */
    record Alert(Anomaly anomaly, long timestampMs) {}

    private final int kept;
    private final TopicFollower<Anomaly> follower;
    private final NavigableMap<Place, Alert> alerts = new TreeMap<>(); // by synchronized methods only
    private volatile Consumer<Alert> heard = alert -> {};

    /**
     * A feed that has not begun to read.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param kept how many alerts at most; with 0 nothing is ever read
     */
    public AnomalyFeed(Properties clients, Topic<String, Anomaly> topic, int kept) {
        this.kept = kept;
        this.follower = new TopicFollower<>(clients, topic, kept, this::add);
    }

    /** Who is told of each alert that comes after it has caught up, by the reading thread. */
    void tell(Consumer<Alert> listener) {
        heard = listener;
    }

    /** Begins to read. */
    public void start() {
        if (kept > 0) {
            follower.start();
        }
    }

    /** How many alerts it keeps at most. */
    int kept() {
        return kept;
    }

    /** Whether all has been read that there was when it began. */
    boolean isCaughtUp() {
        return follower.isCaughtUp();
    }

    /**
     * The newest alerts first.
     *
     * @param before only those before this place; {@code null} for the newest
     */
    synchronized List<Alert> newest(@Nullable Place before, Predicate<Anomaly> wanted, int limit) {
        NavigableMap<Place, Alert> from = before == null ? alerts : alerts.headMap(before, false);
        List<Alert> newest = new ArrayList<>();
        for (Alert alert : from.descendingMap().values()) {
            if (newest.size() == limit) {
                break;
            }
            if (wanted.test(alert.anomaly())) {
                newest.add(alert);
            }
        }
        return newest;
    }

    /** The alert of this name, if it is among those that are kept. */
    Optional<Alert> find(String alertId) {
        return newest(null, anomaly -> anomaly.getAlertId().equals(alertId), 1).stream()
                .findFirst();
    }

    private void add(Anomaly anomaly, long timestampMs) {
        Alert alert = new Alert(anomaly, timestampMs);
        keep(alert);
        if (isCaughtUp()) {
            heard.accept(alert);
        }
    }

    private synchronized void keep(Alert alert) {
        alerts.put(Place.of(alert.anomaly()), alert);
        if (alerts.size() > kept) {
            alerts.pollFirstEntry();
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
