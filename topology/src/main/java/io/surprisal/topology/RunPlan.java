package io.surprisal.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.Topics;
import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.feedback.FeedbackDirectory;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.output.Release;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.ModelFallback;
import io.surprisal.topology.settings.Origin;
import io.surprisal.topology.streams.LocalStores;
import io.surprisal.topology.streams.StreamsSettings;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.ModelFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.streams.TopologyDescription;

/** What settings lead to, without asking broker or registry: what runs where, which topics, the topology. */
public final class RunPlan {

    private final DetectorSettings settings;

    /** The plan of these settings. */
    public RunPlan(DetectorSettings settings) {
        this.settings = settings;
    }

    /** Topics that are read or written, which {@code setup} creates or others own. */
    public List<TopicRole> topics() {
        List<TopicRole> roles = new ArrayList<>();
        for (TopicRole role : TopicRole.values()) {
            if (isNeeded(role)) {
                roles.add(role);
            }
        }
        return roles;
    }

    private boolean isNeeded(TopicRole role) {
        return switch (role) {
            case OBSERVATIONS, ANOMALIES, DEAD_LETTERS, MODELS -> true;
            case SCORES -> settings.writesScores();
            case SHADOW_SCORES -> settings.runsChallengers();
            case ALERT_EVIDENCE -> settings.writesEvidence();
            case INCIDENTS, FEEDBACK -> settings.incidents().enabled();
        };
    }

    /** Topics that belong to the application alone and that Kafka Streams makes: changelogs, and the repartition topic. */
    public List<String> internalTopics() {
        String prefix = settings.engine().applicationId() + '-';
        List<String> names = new ArrayList<>();
        if (settings.input().repartitions()) {
            names.add(prefix + Topics.OBSERVATIONS_BY_SERIES + "-repartition");
        }
        stores().forEach(store -> names.add(prefix + store + "-changelog"));
        return names;
    }

    /** Those with a changelog. */
    private List<String> stores() {
        return description().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(node -> node instanceof TopologyDescription.Processor)
                .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
                .distinct()
                // The one store without a changelog.
                .filter(store -> !store.equals(Nodes.SCORE_HISTORY))
                .sorted()
                .toList();
    }

    /** What runs where, in a few lines for people; without secrets. */
    public List<String> lines() {
        DetectorSettings.Engine engine = settings.engine();
        DetectorSettings.Input input = settings.input();
        List<TopicRole> written = new ArrayList<>(topics());
        written.removeAll(List.of(TopicRole.OBSERVATIONS, TopicRole.FEEDBACK, TopicRole.MODELS));
        return List.of(
                "surprisal " + Release.NAME + " as " + engine.applicationId() + " on " + engine.bootstrapServers()
                        + ", schema registry " + settings.registry().url(),
                "reads   " + name(TopicRole.OBSERVATIONS) + " (" + lower(input.format()) + "), series key "
                        + text(input.seriesKey()) + ", event time " + text(input.eventTime()) + ", features "
                        + String.join(", ", input.featureNames()),
                "writes  " + String.join(", ", written.stream().map(this::name).toList()),
                "models  " + settings.model().name() + " by " + name(TopicRole.MODELS) + ", else "
                        + (settings.model().fallback() == ModelFallback.BUNDLED ? "the one that ships" : "none"),
                "runs    threads " + engine.threads() + ", " + lower(engine.guarantee()) + ", commits every "
                        + engine.commitIntervalMs() + " ms",
                "keeps   " + LocalStores.folder(settings) + ": RocksDB " + engine.rocksDbMemoryMb()
                        + " MB off the heap, record cache " + engine.recordCacheMb() + " MB; "
                        + String.join(", ", internalTopics()));
    }

    /** The topology as Kafka Streams describes it. */
    public String topology() {
        return description().toString();
    }

    private TopologyDescription description() {
        DetectorMetrics metrics = new DetectorMetrics(new SimpleMeterRegistry());
        Topics topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
        DetectorSettings.Input input = settings.input();
        ModelDirectory models = new ModelDirectory(
                settings.model().name(),
                new ModelFit(input.featureNames(), input.covariateNames()),
                Optional.empty(),
                topics.models().valueSerde().deserializer(),
                metrics);
        Patience patience = Patience.bySystemClock();
        FeedbackDirectory feedback =
                new FeedbackDirectory(topics.feedback().valueSerde().deserializer());
        InputReader reader = InputReader.of(input, settings.registry(), patience);
        return new DetectorTopology(settings, topics, models, feedback, reader, patience, metrics)
                .build(StreamsSettings.of(settings))
                .describe();
    }

    private String name(TopicRole role) {
        return settings.topics().name(role);
    }

    private static String text(Origin origin) {
        return origin instanceof Origin.OfField field ? field.path().toString() : "record";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
