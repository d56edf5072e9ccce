package io.surprisal.deploy.cli;

import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.ModelsTopicReader;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to a cluster; they are the detector's settings, read in the same way. */
final class ClusterOptions {

    /** A broker that does not answer within this is not there. */
    private static final String CLIENT_LIMIT_MS = "15000";

    private static final String REQUEST_LIMIT_MS = "5000";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers to connect to first; else SURPRISAL_BOOTSTRAP_SERVERS, else localhost:9092.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "The schema registry; else SURPRISAL_SCHEMA_REGISTRY_URL, else http://localhost:8081.")
    private @Nullable String schemaRegistry;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:SURPRISAL_CONFIG:-_NULL_}",
            description = "Properties file with the detector's settings, credentials too; else SURPRISAL_CONFIG.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be given many times.")
    private Map<String, String> overrides = new TreeMap<>();

    /**
     * The settings of a detector.
     *
     * @throws io.surprisal.topology.settings.ConfigurationException naming everything that is wrong
     */
    DetectorSettings detector() {
        return load(overrides);
    }

    /** The same for commands that read no observations and so need not be told what is in them. */
    DetectorSettings cluster() {
        Map<String, String> all = new TreeMap<>(overrides);
        all.putIfAbsent(Setting.FEATURES.key(), "value");
        return load(all);
    }

    private DetectorSettings load(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(given);
        if (bootstrapServers != null) {
            all.put(Setting.BOOTSTRAP_SERVERS.key(), bootstrapServers);
        }
        if (schemaRegistry != null) {
            all.put(Setting.SCHEMA_REGISTRY_URL.key(), schemaRegistry);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        // A variable of the command line, not a setting.
        environment.remove("SURPRISAL_DEBUG");
        return DetectorSettings.load(Optional.ofNullable(config), environment, all);
    }

    /** Properties for any Kafka client. */
    static Map<String, Object> clients(DetectorSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("default.api.timeout.ms", CLIENT_LIMIT_MS);
        properties.put("request.timeout.ms", REQUEST_LIMIT_MS);
        properties.putAll(settings.engine().clients());
        properties.put("bootstrap.servers", settings.engine().bootstrapServers());
        return properties;
    }

    /** The topics with their serdes. */
    static Topics topics(DetectorSettings settings) {
        return Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
    }

    /** All that is committed on the models topic, under the signatures that the settings ask for. */
    static ModelsTopicContent models(DetectorSettings settings) {
        return new ModelsTopicReader(
                        clients(settings),
                        topics(settings).models(),
                        () -> new ModelsTopicContent(
                                () -> new ModelAssembler(settings.model().signatures()::require)))
                .read();
    }
}
