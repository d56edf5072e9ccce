package io.surprisal.topology.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the stores are that are being restored from their changelogs. Thread-safe. */
public final class RestoreProgress implements StateRestoreListener {

    /**
     * A store that is being restored.
     *
     * @param store its name
     * @param partition of it
     * @param restored records so far
     * @param total records that there were when it began, those deleted since among them
     */
    record Restore(String store, int partition, long restored, long total) {}

    private record Place(String store, TopicPartition changelog) {}

    private final Map<Place, Restore> restores = new ConcurrentHashMap<>();

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long startingOffset, long endingOffset) {
        restores.put(
                new Place(store, changelog),
                new Restore(store, changelog.partition(), 0, Math.max(endingOffset - startingOffset, 0)));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEndOffset, long numRestored) {
        restores.computeIfPresent(
                new Place(store, changelog),
                (place, before) ->
                        new Restore(store, before.partition(), before.restored() + numRestored, before.total()));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
        restores.remove(new Place(store, changelog));
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long totalRestored) {
        restores.remove(new Place(store, changelog));
    }

    /** Records that are still to be read, over all stores. */
    public long remaining() {
        return restores.values().stream()
                .mapToLong(each -> Math.max(each.total() - each.restored(), 0))
                .sum();
    }

    /** All that are going on. */
    List<Restore> now() {
        return restores.values().stream()
                .sorted(Comparator.comparing(Restore::store).thenComparing(Restore::partition))
                .toList();
    }
}
