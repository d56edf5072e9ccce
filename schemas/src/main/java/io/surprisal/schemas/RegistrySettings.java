package io.surprisal.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the schema registry is reached: the settings of Confluent's client under their own names, chosen from all that
 * is configured. {@code mock://NAME} as URL is a registry in this JVM, for tests.
 */
public final class RegistrySettings {

    /** Setting: the registry's URLs, separated by commas. */
    public static final String URL = "schema.registry.url";

    /** Setting: whether a serializer may register a schema that the registry does not have. Off unless set. */
    public static final String AUTO_REGISTER = "auto.register.schemas";

    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final Set<String> OAUTH = Set.of("OAUTHBEARER", "SASL_OAUTHBEARER_INHERIT");
    private static final String OWN_PREFIX = "schema.registry.";
    private static final List<String> PREFIXES =
            List.of(OWN_PREFIX, "basic.auth.", "bearer.auth.", "proxy.", "sasl.", AUTO_REGISTER);
    private static final int CACHED_SCHEMAS = 1_000;

    private final Map<String, String> settings;

    private RegistrySettings(Map<String, String> settings) {
        this.settings = settings;
    }

    /**
     * Chooses the registry's settings.
     *
     * @param settings name to value, of any parts of the application
     * @param faults gets one line for each setting that cannot be used
     */
    public static RegistrySettings from(Map<String, String> settings, List<String> faults) {
        Map<String, String> chosen = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (PREFIXES.stream().anyMatch(name::startsWith)) {
                chosen.put(name, value.trim());
            }
        });
        checkUrl(chosen.getOrDefault(URL, ""), faults);
        for (String name : List.of(BEARER_SOURCE, OWN_PREFIX + BEARER_SOURCE)) {
            if (OAUTH.contains(chosen.getOrDefault(name, ""))) {
                faults.add(name + "=" + chosen.get(name) + ": this client does not do OAuth to the schema registry;"
                        + " use STATIC_TOKEN with bearer.auth.token, or basic.auth.credentials.source=USER_INFO");
            }
        }
        return new RegistrySettings(chosen);
    }

    /**
     * The registry at a URL, without credentials.
     *
     * @throws IllegalArgumentException if it is not a URL
     */
    public static RegistrySettings at(String url) {
        return of(Map.of(URL, url));
    }

    /**
     * Chooses the registry's settings.
     *
     * @throws IllegalArgumentException naming all settings that cannot be used
     */
    public static RegistrySettings of(Map<String, String> settings) {
        List<String> faults = new ArrayList<>();
        RegistrySettings registry = from(settings, faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return registry;
    }

    /** The same registry, whose serializers register what it does not have: for demonstrations and tests. */
    public RegistrySettings registering() {
        Map<String, String> changed = new TreeMap<>(settings);
        changed.put(AUTO_REGISTER, "true");
        return new RegistrySettings(changed);
    }

    /** The registry's URLs as people may see them: without a password that stands in them. */
    public String url() {
        return shown(configuredUrl());
    }

    /** A new client; the caller closes it. */
    public SchemaRegistryClient client() {
        return SchemaRegistryClientFactory.newClient(
                Arrays.asList(configuredUrl().split(",")),
                CACHED_SCHEMAS,
                List.of(new AvroSchemaProvider()),
                new TreeMap<>(settings),
                Map.of());
    }

    /** The settings of a serializer or deserializer of Confluent's. */
    Map<String, Object> serdeSettings() {
        Map<String, Object> serde = new LinkedHashMap<>();
        serde.put(AUTO_REGISTER, "false");
        // Else the Java string type gets into the schema, which then has another id than everybody else's.
        serde.put("avro.remove.java.properties", "true");
        serde.putAll(settings);
        return serde;
    }

    private String configuredUrl() {
        return settings.getOrDefault(URL, "");
    }

    private static String shown(String urls) {
        return urls.replaceAll("//[^/@,]*@", "//***@");
    }

    private static void checkUrl(String urls, List<String> faults) {
        for (String url : urls.split(",", -1)) {
            if (!url.trim().matches("(https?|mock)://\\S+")) {
                faults.add(URL + " must be http://HOST:PORT or https://HOST:PORT, several separated by commas: "
                        + (urls.isEmpty() ? "not set" : shown(urls)));
                return;
            }
        }
    }
}
