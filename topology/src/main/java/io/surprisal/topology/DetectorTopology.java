package io.surprisal.topology;

import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import io.surprisal.topology.detect.DetectProcessor;
import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.detect.ShadowProcessor;
import io.surprisal.topology.detect.UnreadableProcessor;
import io.surprisal.topology.feedback.FeedbackDirectory;
import io.surprisal.topology.feedback.FeedbackProcessor;
import io.surprisal.topology.input.Arrival;
import io.surprisal.topology.input.ArrivalDeserializer;
import io.surprisal.topology.input.EventTimeExtractor;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.input.RepartitionSerde;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.patience.PatientSerializer;
import io.surprisal.topology.patience.RegistryPatience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.view.LatestScores;
import io.surprisal.topology.view.Trials;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.WeightsProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Names and joins sources, stores, processors and sinks.
 *
 * <pre>
 * observations ─ [readings ─ series-key ─ observations-by-series] ─ detect ─┬─ anomalies, alert-evidence
 *              └ [unreadable ─ dead-letters]    (series-state,     ┆        ├─ scores
 *                               transform-state, shadow-state,     ┆        ├─ incidents, dead-letters
 *                               incident-state, deadlines,         ┆        │
 *                               score-history)                     ┆        │
 * models ─ weights (models-store) ─ ModelDirectory ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┘        └─ shadow (shadow-state) ─ shadow-scores
 * feedback ─ judgements (feedback-store) ─ FeedbackDirectory ┄┄┄┄┄┄┄┘
 * </pre>
 *
 * <p>The part in brackets exists only where the series key is in the value and the input is not partitioned by it.
 */
public final class DetectorTopology {

    /** The node by which Streams reads the repartition topic. */
    private static final String REPARTITION_SOURCE = Topics.OBSERVATIONS_BY_SERIES + "-repartition-source";

    private final DetectorSettings settings;
    private final Topics topics;
    private final ModelDirectory directory;
    private final FeedbackDirectory feedback;
    private final InputReader reader;
    private final Patience patience;
    private final RegistryPatience registryPatience;
    private final DetectorMetrics metrics;
    private final LatestScores latest = new LatestScores();
    private final Trials trials = new Trials();

    /**
     * A topology of these parts.
     *
     * @param directory shared by all tasks
     * @param feedback shared by all tasks
     * @param reader reads the input topic
     * @param patience ends all waits of tasks when it is stopped
     * @param metrics shared by all tasks
     */
    public DetectorTopology(
            DetectorSettings settings,
            Topics topics,
            ModelDirectory directory,
            FeedbackDirectory feedback,
            InputReader reader,
            Patience patience,
            DetectorMetrics metrics) {
        this.settings = settings;
        this.topics = topics;
        this.directory = directory;
        this.feedback = feedback;
        this.reader = reader;
        this.patience = patience;
        this.registryPatience = new RegistryPatience(patience);
        this.metrics = metrics;
    }

    /** The latest scores of all tasks on this instance. */
    public LatestScores latestScores() {
        return latest;
    }

    /** How challengers judge beside champions on this instance. */
    public Trials trials() {
        return trials;
    }

    /** Builds it, under these properties of Streams. */
    public Topology build(Properties properties) {
        return build(properties, () -> new DetectProcessor(settings, directory, feedback, patience, metrics, latest));
    }

    /**
     * Builds it with another processor in the place of {@link DetectProcessor}: to measure what judging costs.
     *
     * @param judge makes the processor of a task
     */
    public Topology build(Properties properties, ProcessorSupplier<byte[], Arrival, Object, Object> judge) {
        Topology topology = settings.input().repartitions() ? repartitioned(properties) : direct(properties);
        topology.addProcessor(
                Nodes.DETECT, judge, settings.input().repartitions() ? REPARTITION_SOURCE : Nodes.OBSERVATIONS);
        topology.addStateStore(store(Nodes.SERIES_STATE).withCachingEnabled(), Nodes.DETECT);
        if (settings.input().remembersReadings()) {
            topology.addStateStore(store(Nodes.TRANSFORM_STATE).withCachingEnabled(), Nodes.DETECT);
        }
        if (settings.forgetsSeries() || settings.incidents().findsSilence()) {
            topology.addStateStore(deadlines().withCachingEnabled(), Nodes.DETECT);
        }
        if (settings.incidents().enabled()) {
            topology.addStateStore(store(Nodes.INCIDENT_STATE).withCachingEnabled(), Nodes.DETECT);
            sink(topology, Nodes.INCIDENTS, topics.incidents(), Nodes.DETECT);
        }
        if (settings.keepsHistory()) {
            topology.addStateStore(history(settings.historyRetention()), Nodes.DETECT);
        }
        topology.addProcessor(Nodes.SHADOW, () -> new ShadowProcessor(settings, metrics, trials), Nodes.DETECT);
        // Of both: where a challenger is promoted, its states become those of the series.
        topology.addStateStore(store(Nodes.SHADOW_STATE).withCachingEnabled(), Nodes.DETECT, Nodes.SHADOW);
        if (settings.runsChallengers()) {
            sink(topology, Nodes.SHADOW_SCORES, topics.shadowScores(), Nodes.SHADOW);
        }
        sink(topology, Nodes.ANOMALIES, topics.anomalies(), Nodes.DETECT);
        if (settings.writesScores()) {
            sink(topology, Nodes.SCORES, topics.scores(), Nodes.DETECT);
        }
        if (settings.writesEvidence()) {
            sink(topology, Nodes.ALERT_EVIDENCE, topics.alertEvidence(), Nodes.DETECT);
        }
        sink(topology, Nodes.DEAD_LETTERS, topics.deadLetters(), Nodes.DETECT);
        models(topology);
        if (settings.incidents().enabled()) {
            feedback(topology);
        }
        return topology;
    }

    private Topology direct(Properties properties) {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(properties)));
        topology.addSource(
                AutoOffsetReset.earliest(),
                Nodes.OBSERVATIONS,
                new EventTimeExtractor(reader),
                new ByteArrayDeserializer(),
                new ArrivalDeserializer(reader),
                topics.observations().name());
        return topology;
    }

    /** By the DSL, which alone can make a repartition topic. */
    private Topology repartitioned(Properties properties) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        builder.stream(
                        topics.observations().name(),
                        Consumed.with(Serdes.ByteArray(), arrivals())
                                .withName(Nodes.OBSERVATIONS)
                                .withTimestampExtractor(new EventTimeExtractor(reader)))
                .filter((key, arrival) -> arrival.decoded() instanceof Reading, Named.as(Nodes.READINGS))
                .selectKey((key, arrival) -> seriesKey(arrival), Named.as(Nodes.SERIES_KEY))
                .repartition(Repartitioned.<byte[], Arrival>as(Topics.OBSERVATIONS_BY_SERIES)
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(new RepartitionSerde(reader)));
        Topology topology = builder.build(properties);
        topology.addProcessor(Nodes.UNREADABLE, () -> new UnreadableProcessor(metrics), Nodes.OBSERVATIONS);
        // A sink of its own: a shared one would make one sub-topology of what is before and behind the repartition
        // topic.
        sink(topology, Nodes.UNREADABLE_DEAD_LETTERS, topics.deadLetters(), Nodes.UNREADABLE);
        return topology;
    }

    private static byte[] seriesKey(Arrival arrival) {
        if (arrival.decoded() instanceof Reading reading) {
            return reading.series().getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalStateException("only readings have a series key: found " + arrival.decoded());
    }

    private Serde<Arrival> arrivals() {
        return Serdes.serdeFrom(new RepartitionSerde(reader).serializer(), new ArrivalDeserializer(reader));
    }

    private void models(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(Nodes.MODELS_STORE),
                                Serdes.ByteArray(),
                                Serdes.ByteArray())
                        .withLoggingDisabled(),
                Nodes.MODELS,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.models().name(),
                Nodes.WEIGHTS,
                () -> new WeightsProcessor(Nodes.MODELS_STORE, directory));
    }

    private void feedback(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(Nodes.FEEDBACK_STORE),
                                Serdes.ByteArray(),
                                Serdes.ByteArray())
                        .withLoggingDisabled(),
                Nodes.FEEDBACK,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.feedback().name(),
                Nodes.JUDGEMENTS,
                () -> new FeedbackProcessor(feedback));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> deadlines() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Nodes.DEADLINES), Serdes.ByteArray(), Serdes.ByteArray());
    }

    /** Not logged: a restore of it would keep the detector from detecting, and it is only looked at. */
    private static StoreBuilder<WindowStore<String, byte[]>> history(Duration retention) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(Nodes.SCORE_HISTORY, retention, Duration.ofMillis(1), false),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withLoggingDisabled();
    }

    private <K, V> void sink(Topology topology, String name, Topic<K, V> topic, String parent) {
        topology.addSink(
                name,
                topic.name(),
                topic.keySerde().serializer(),
                new PatientSerializer<>(topic.valueSerde().serializer(), registryPatience),
                parent);
    }
}
