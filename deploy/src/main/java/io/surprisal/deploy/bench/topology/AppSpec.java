package io.surprisal.deploy.bench.topology;

import io.surprisal.topology.streams.BoundedMemory;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What an application under test is.
 *
 * @param name at most three letters, so that its threads can be told by their names
 * @param judges whether the network judges; else {@link FloorProcessor} stands in its place
 * @param keys series, all of which have a state
 * @param features of each
 * @param settings of the detector beside the usual ones
 * @param streams changes the properties of Kafka Streams
 */
record AppSpec(
        String name,
        boolean judges,
        int keys,
        int features,
        Map<String, String> settings,
        Consumer<Properties> streams) {

    /** The detector. */
    static AppSpec detector(int keys, int features, Map<String, String> settings) {
        return new AppSpec("det", true, keys, features, settings, properties -> {});
    }

    /** The same without the network. */
    AppSpec floor() {
        return new AppSpec("flr", false, keys, features, settings, streams);
    }

    /** The same under another name, and as Kafka Streams sets itself up where nobody says otherwise. */
    AppSpec stock(String otherName) {
        return stockWith(otherName, Set.of());
    }

    /** As Kafka Streams sets itself up, but for these properties. */
    AppSpec stockWith(String otherName, Set<String> kept) {
        return with(otherName, properties -> properties.keySet().removeIf(key -> isOurs(key) && !kept.contains(key)));
    }

    /** The same under another name, with further changes of the properties of Kafka Streams. */
    AppSpec with(String otherName, Consumer<Properties> change) {
        return new AppSpec(otherName, judges, keys, features, settings, streams.andThen(change));
    }

    private static boolean isOurs(Object key) {
        return key.toString().startsWith(StreamsConfig.producerPrefix(""))
                || key.toString().startsWith(StreamsConfig.TOPIC_PREFIX)
                || key.equals(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)
                || key.equals(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG)
                || key.equals(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG)
                || key.equals(BoundedMemory.MEGABYTES_CONFIG);
    }
}
