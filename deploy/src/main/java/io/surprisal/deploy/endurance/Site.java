package io.surprisal.deploy.endurance;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.deploy.broker.EmbeddedBroker;
import io.surprisal.deploy.broker.LoopbackPorts;
import io.surprisal.deploy.broker.NewTopics;
import io.surprisal.deploy.registry.RegistryServer;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicSettings;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.setup.TopicSetup;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a registry on this machine that can be taken away from their clients and given back. */
public final class Site implements AutoCloseable {

    private static final long SLOW_MS = 400;
    private static final String PARTITIONS = "4";

    private final Path folder;
    private final int brokerPort;
    private final RegistryServer registry;
    private final TcpProxy way;
    private EmbeddedBroker broker;

    private Site(Path folder, int brokerPort, EmbeddedBroker broker, RegistryServer registry, TcpProxy way) {
        this.folder = folder;
        this.brokerPort = brokerPort;
        this.broker = broker;
        this.registry = registry;
        this.way = way;
    }

    /** Starts both in a folder and creates the topics. */
    public static Site start(Path folder) throws IOException, InterruptedException {
        RegistryServer registry = RegistryServer.launch(
                RegistryServer.installation(), folder.resolve("registry"), folder.resolve("registry"), 0);
        try {
            int port = LoopbackPorts.free();
            EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), port);
            registry.awaitReady();
            TcpProxy way = new TcpProxy(URI.create(registry.url()).getPort(), SLOW_MS);
            Site site = new Site(folder, port, broker, registry, way);
            site.setUp();
            return site;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            registry.close();
            throw failure;
        }
    }

    private void setUp() throws IOException, InterruptedException {
        for (Run run : Run.values()) {
            DetectorSettings settings = DetectorSettings.of(settings(run, folder));
            List<Topic<?, ?>> all = topics(run).all();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
                    SchemaRegistryClient client = settings.registry().client()) {
                TopicSetup.at(admin, bootstrapServers(), client, settings.registry(), settings.topics())
                        .run(all, TopicSetup.Mode.APPLY);
                NewTopics.await(admin, all.stream().map(Topic::name).toList());
            }
        }
    }

    /** Who reads the observations. */
    public enum Run {
        /** Instances that are killed, moved and cut off. */
        DISTURBED,
        /** One that nobody disturbs, afterwards. */
        UNDISTURBED
    }

    /** Where the broker listens. */
    public String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    /** The topics of a run; both have the observations and the models in common. */
    public Topics topics(Run run) {
        DetectorSettings settings = DetectorSettings.of(settings(run, folder));
        TopicSettings names = settings.topics();
        return Topics.of(names, new RegistrySerdes(settings.registry()));
    }

    /** The settings of a detector of a run. */
    public Map<String, String> settings(Run run, Path stateDir) {
        String prefix = run == Run.DISTURBED ? "disturbed." : "undisturbed.";
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers());
        settings.put("schema.registry.url", run == Run.DISTURBED ? throughProxy() : registry.url());
        settings.put("application.id", prefix + "endurance");
        settings.put("topic.prefix", prefix);
        settings.put("topic.observations", "observations");
        settings.put("topic.models", "models");
        settings.put("topic.partitions", PARTITIONS);
        settings.put("features", "value=values.value");
        settings.put("scores.enabled", "true");
        settings.put("model.fallback", "none");
        settings.put("state.dir", stateDir.toString());
        settings.put("http.port", "0");
        settings.put("rocksdb.memory.mb", "32");
        settings.put("record.cache.mb", "8");
        settings.put("streams.num.standby.replicas", run == Run.DISTURBED ? "1" : "0");
        if (run == Run.DISTURBED) {
            // So that what a killed instance held goes over in seconds: the least that the broker allows.
            settings.put("streams.consumer.session.timeout.ms", "6000");
            settings.put("streams.consumer.heartbeat.interval.ms", "1500");
        }
        return settings;
    }

    /** The changelog of a store of a run. */
    public String changelog(Run run, String store) {
        return settings(run, folder).get("application.id") + '-' + store + "-changelog";
    }

    private String throughProxy() {
        URI real = URI.create(registry.url());
        return "http://127.0.0.1:" + way.port() + real.getPath();
    }

    /** The way from the instances to the registry. */
    TcpProxy registryWay() {
        return way;
    }

    /** Stops the broker; its data stays. */
    void stopBroker() {
        broker.close();
    }

    /** Starts it again where it was. */
    void startBroker() {
        broker = EmbeddedBroker.start(folder.resolve("broker"), brokerPort);
    }

    @Override
    public void close() {
        way.close();
        broker.close();
        registry.close();
    }
}
