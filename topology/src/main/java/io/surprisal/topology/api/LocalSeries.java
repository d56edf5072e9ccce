package io.surprisal.topology.api;

import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.detect.Nodes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the states of the series that are active on this instance, by interactive queries: stream threads do not wait for
 * it, and what is returned are copies. Standbys are never read, they may lag. Thread-safe.
 */
final class LocalSeries {

    /**
     * What became of a look for one series.
     *
     * @param state a copy; {@code null} if no store that could be read has it
     * @param complete whether all stores that are this instance's could be read
     */
    record Found(@Nullable SeriesState state, boolean complete) {}

    /**
     * Some series in the order of their keys' bytes.
     *
     * @param series a copy of each state by its key
     * @param more whether there are more behind them
     * @param complete whether all stores that are this instance's could be read
     */
    record Page(List<KeyValue<String, SeriesState>> series, boolean more, boolean complete) {}

    private final KafkaStreams streams;
    private final int subtopology;

    /**
     * Reads the stores of an application.
     *
     * @param subtopology the one that has them
     */
    LocalSeries(KafkaStreams streams, int subtopology) {
        this.streams = streams;
        this.subtopology = subtopology;
    }

    /** Looks for a series; where it is in several partitions, by a change of partitioner, the one seen last counts. */
    Found find(String key) {
        Map<Integer, QueryResult<byte[]>> results = query(KeyQuery.<String, byte[]>withKey(key));
        SeriesState newest = null;
        Set<Integer> read = new HashSet<>();
        for (Map.Entry<Integer, QueryResult<byte[]>> result : results.entrySet()) {
            if (!result.getValue().isSuccess()) {
                continue;
            }
            read.add(result.getKey());
            byte @Nullable [] bytes = result.getValue().getResult();
            if (bytes != null) {
                SeriesState state = SeriesState.wrap(bytes.clone());
                newest = newest == null || lastEventTime(state) > lastEventTime(newest) ? state : newest;
            }
        }
        return new Found(newest, isComplete(read));
    }

    private static long lastEventTime(SeriesState state) {
        return state.header().lastEventTimeMs();
    }

    /**
     * The next series. Those written since the last commit may be missing.
     *
     * @param prefix of the keys; empty for any
     * @param after the key before them; {@code null} for the first ones
     * @param limit at most so many
     */
    Page page(String prefix, @Nullable String after, int limit) {
        // The least key that is greater.
        String from = after == null || isBefore(after, prefix) ? prefix : after + '\0';
        RangeQuery<String, byte[]> range = from.isEmpty() ? RangeQuery.withNoBounds() : RangeQuery.withLowerBound(from);
        Map<Integer, QueryResult<KeyValueIterator<String, byte[]>>> results = query(range);
        List<KeyValueIterator<String, byte[]>> iterators = new ArrayList<>();
        Set<Integer> read = new HashSet<>();
        results.forEach((partition, result) -> {
            if (result.isSuccess()) {
                read.add(partition);
                iterators.add(result.getResult());
            }
        });
        try {
            List<KeyValue<String, SeriesState>> series = merged(iterators, prefix, limit + 1);
            boolean more = series.size() > limit;
            return new Page(more ? series.subList(0, limit) : series, more, isComplete(read));
        } catch (InvalidStateStoreException moved) {
            return new Page(List.of(), false, false);
        } finally {
            iterators.forEach(KeyValueIterator::close);
        }
    }

    private static List<KeyValue<String, SeriesState>> merged(
            List<KeyValueIterator<String, byte[]>> iterators, String prefix, int limit) {
        PriorityQueue<KeyValueIterator<String, byte[]>> heads =
                new PriorityQueue<>(Comparator.comparing(KeyValueIterator::peekNextKey, LocalSeries::compare));
        iterators.stream().filter(KeyValueIterator::hasNext).forEach(heads::add);
        List<KeyValue<String, SeriesState>> series = new ArrayList<>();
        while (!heads.isEmpty() && series.size() < limit) {
            KeyValueIterator<String, byte[]> head = heads.remove();
            KeyValue<String, byte[]> next = head.next();
            if (!next.key.startsWith(prefix)) {
                break;
            }
            series.add(KeyValue.pair(next.key, SeriesState.wrap(next.value.clone())));
            if (head.hasNext()) {
                heads.add(head);
            }
        }
        return series;
    }

    private static boolean isBefore(String one, String other) {
        return compare(one, other) < 0;
    }

    /** The order in which RocksDB has them, which is that of UTF-8, not that of Java's chars. */
    static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private <R> Map<Integer, QueryResult<R>> query(Query<R> query) {
        try {
            return streams.query(StateQueryRequest.inStore(Nodes.SERIES_STATE)
                            .withQuery(query)
                            .requireActive())
                    .getPartitionResults();
        } catch (InvalidStateStoreException | IllegalStateException notRunning) {
            return Map.of();
        }
    }

    /** Whether these are all partitions that the group has given to this instance. */
    private boolean isComplete(Set<Integer> read) {
        try {
            if (streams.state() != KafkaStreams.State.RUNNING) {
                return false;
            }
            for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
                for (TaskMetadata task : thread.activeTasks()) {
                    if (task.taskId().subtopology() == subtopology
                            && !read.contains(task.taskId().partition())) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IllegalStateException stopped) {
            return false;
        }
    }
}
