package io.surprisal.deploy.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to a cluster. */
final class KafkaOptions {

    private static final int REQUEST_LIMIT_MS = 15_000;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:SURPRISAL_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
            description = "Kafka brokers to connect to first; also SURPRISAL_BOOTSTRAP_SERVERS (${DEFAULT-VALUE}).")
    private String bootstrapServers = "";

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "${env:SURPRISAL_SCHEMA_REGISTRY_URL:-http://127.0.0.1:8081}",
            description =
                    "Schema registry with Confluent's API; also SURPRISAL_SCHEMA_REGISTRY_URL (${DEFAULT-VALUE}).")
    private String schemaRegistry = "";

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Properties for the Kafka and registry clients, such as security.protocol and credentials.")
    private @Nullable Path clientConfig;

    String bootstrapServers() {
        return bootstrapServers;
    }

    String schemaRegistry() {
        return schemaRegistry;
    }

    /**
     * Properties for any Kafka client and for the serializers, credentials included.
     *
     * @throws IOException if the file of {@code --client-config} cannot be read
     */
    Map<String, Object> properties() throws IOException {
        Map<String, Object> properties = new HashMap<>();
        properties.put("default.api.timeout.ms", REQUEST_LIMIT_MS);
        properties.put("request.timeout.ms", REQUEST_LIMIT_MS / 2);
        if (clientConfig != null) {
            Properties file = new Properties();
            try (Reader reader = Files.newBufferedReader(clientConfig)) {
                file.load(reader);
            }
            file.forEach((key, value) -> properties.put((String) key, value));
        }
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("schema.registry.url", schemaRegistry);
        return properties;
    }
}
