package io.surprisal.deploy.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Observation;
import io.surprisal.deploy.cli.Surprisal;
import io.surprisal.deploy.endurance.SecuredSite.Proof;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.ModelFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A detector with the rights of docs/SECURITY.md and no others, at a broker and a registry that ask who it is. */
class SecurityIT {

    private static final int ROWS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** The rights of a detector, as docs/SECURITY.md lists them. */
    private enum Right {
        READ_OBSERVATIONS,
        READ_MODELS,
        WRITE_RESULTS,
        INTERNAL_TOPICS,
        GROUP,
        TRANSACTIONS
    }

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // by start
    private static SecuredSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new SecuredSite(folder);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Proof.class)
    void scoresWithTheListedRightsAndTellsNoSecrets(Proof proof) throws Exception {
        String name = "secured-" + proof.name().toLowerCase(Locale.ROOT);
        Map<String, String> settings = site.settings(name, proof);
        Topics topics = site.setUp(settings);
        for (Right right : Right.values()) {
            site.allow(acls(right, name, proof));
        }
        send(topics);

        try (DetectorProcess detector = start(name, settings)) {
            assertThat(scoresOf(topics, detector)).isEqualTo(ROWS);

            assertThat(told(detector, "/api/v1/topology")
                            + told(detector, "/metrics")
                            + told(detector, "/health/ready"))
                    .contains("surprisal_records_total")
                    .doesNotContain("marker-of");
            assertThat(detector.stop()).isIn(0, 143);
            assertThat(detector.log()).contains("DEBUG").doesNotContain("marker-of");
        }
    }

    /** All at once: each takes seconds to start, and as long to give up. */
    @Test
    void scoresNothingWithoutAnyOfThem() throws Exception {
        Map<Right, DetectorProcess> detectors = new EnumMap<>(Right.class);
        try {
            for (Right missing : Right.values()) {
                detectors.put(missing, startWithout(missing));
            }

            for (Map.Entry<Right, DetectorProcess> detector : detectors.entrySet()) {
                assertThat(detector.getValue().awaitEnd())
                        .as("exit code without %s", detector.getKey())
                        .isEqualTo(1);
                assertThat(detector.getValue().log().toLowerCase(Locale.ROOT))
                        .as("log without %s", detector.getKey())
                        .contains("authoriz");
            }
        } finally {
            detectors.values().forEach(DetectorProcess::close);
        }
    }

    private static DetectorProcess startWithout(Right missing) throws Exception {
        String name = "lacking-" + missing.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, String> settings = site.settings(name, Proof.PASSWORD);
        Topics topics = site.setUp(settings);
        for (Right right : Right.values()) {
            if (right != missing) {
                site.allow(acls(right, name, Proof.PASSWORD));
            }
        }
        send(topics);
        return DetectorProcess.start(Surprisal.class, folder.resolve(name), settings);
    }

    @Test
    void saysInOneLineThatThePasswordIsWrong() throws Exception {
        Map<String, String> settings = site.settings("wrong-password", Proof.PASSWORD);
        settings.put(
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + SecuredSite.USER
                        + "\" password=\"another\";");

        try (DetectorProcess detector =
                DetectorProcess.start(Surprisal.class, folder.resolve("wrong-password"), settings)) {
            assertThat(detector.awaitEnd()).isEqualTo(1);
            assertThat(detector.log()).contains("Authentication failed").doesNotContain("another");
        }
    }

    /** Over HTTPS. */
    private static String told(DetectorProcess detector, String path) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(site.trustingDetectors()).build();
        URI uri = URI.create("https://127.0.0.1:" + detector.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static DetectorProcess start(String name, Map<String, String> settings) throws Exception {
        return DetectorProcess.start(
                Surprisal.class,
                folder.resolve(name),
                settings,
                List.of("-Dsurprisal.log.level=DEBUG", "-Dsurprisal.log.libraries=DEBUG"));
    }

    private static List<AclBinding> acls(Right right, String name, Proof proof) {
        String principal = proof.principal();
        return switch (right) {
            case READ_OBSERVATIONS ->
                List.of(acl(principal, ResourceType.TOPIC, name + ".observations", AclOperation.READ));
            case READ_MODELS ->
                List.of("models", "feedback").stream()
                        .map(topic -> acl(principal, ResourceType.TOPIC, name + '.' + topic, AclOperation.READ))
                        .toList();
            case WRITE_RESULTS ->
                List.of("anomalies", "scores", "shadow-scores", "alert-evidence", "incidents", "dead-letters").stream()
                        .map(topic -> acl(principal, ResourceType.TOPIC, name + '.' + topic, AclOperation.WRITE))
                        .toList();
            case INTERNAL_TOPICS ->
                List.of(AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS)
                        .stream()
                        .map(operation -> prefixed(principal, ResourceType.TOPIC, name + '-', operation))
                        .toList();
            case GROUP -> List.of(acl(principal, ResourceType.GROUP, name, AclOperation.READ));
            case TRANSACTIONS ->
                List.of(prefixed(principal, ResourceType.TRANSACTIONAL_ID, name + '-', AclOperation.WRITE));
        };
    }

    /** What is needed to create topics and to change the models topic, as docs/SECURITY.md lists it. */
    private enum ToolRight {
        CREATE_TOPICS,
        DESCRIBE_TOPICS,
        DESCRIBE_CONFIGS,
        READ_MODELS,
        WRITE_MODELS,
        TRANSACTIONS
    }

    @Test
    void createsTopicsAndChangesTheModelsTopicWithTheListedRights() throws Exception {
        String name = "tools";
        Path config = config(name, site.settings(name, Proof.PASSWORD));
        List<AclBinding> rights = new ArrayList<>();
        for (ToolRight right : ToolRight.values()) {
            rights.addAll(acls(right, name));
        }
        site.allow(rights);

        try {
            assertThat(List.of(
                            run(config, "setup"),
                            run(config, "publish", model().toString(), "--as", "champion"),
                            run(config, "models", "list"),
                            run(config, "models", "gc"),
                            run(
                                    config,
                                    "models",
                                    "backup",
                                    folder.resolve("models.backup").toString()),
                            run(config, "policy", "set", "*", "score.threshold=0.6"),
                            run(config, "route", "set", "web-*", "default")))
                    .allMatch(said -> said.startsWith("0 "))
                    .noneMatch(said -> said.contains("marker-of"));
            assertThat(run(config, "config", "check")).doesNotContain("marker-of");
        } finally {
            site.revoke(rights);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(ToolRight.class)
    void changesNothingWithoutAnyOfThem(ToolRight missing) throws Exception {
        String name = "no-tools-" + missing.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, String> settings = site.settings(name, Proof.PASSWORD);
        Path config = config(name, settings);
        if (missing != ToolRight.CREATE_TOPICS) {
            site.setUp(settings);
        }
        List<AclBinding> rights = new ArrayList<>();
        for (ToolRight right : ToolRight.values()) {
            if (right != missing) {
                rights.addAll(acls(right, name));
            }
        }
        site.allow(rights);

        try {
            String said = missing.compareTo(ToolRight.READ_MODELS) < 0
                    ? run(config, "setup")
                    : run(config, "publish", model().toString(), "--as", "champion");

            assertThat(said).startsWith("1 ").containsIgnoringCase("authoriz").doesNotContain("marker-of");
        } finally {
            site.revoke(rights);
        }
    }

    private static List<AclBinding> acls(ToolRight right, String name) {
        String principal = Proof.PASSWORD.principal();
        return switch (right) {
            case CREATE_TOPICS -> List.of(prefixed(principal, ResourceType.TOPIC, name + '.', AclOperation.CREATE));
            case DESCRIBE_TOPICS -> List.of(prefixed(principal, ResourceType.TOPIC, name + '.', AclOperation.DESCRIBE));
            case DESCRIBE_CONFIGS ->
                List.of(prefixed(principal, ResourceType.TOPIC, name + '.', AclOperation.DESCRIBE_CONFIGS));
            case READ_MODELS -> List.of(acl(principal, ResourceType.TOPIC, name + ".models", AclOperation.READ));
            case WRITE_MODELS -> List.of(acl(principal, ResourceType.TOPIC, name + ".models", AclOperation.WRITE));
            case TRANSACTIONS ->
                List.of("surprisal-publish-", "surprisal-policies", "surprisal-routes").stream()
                        .map(prefix -> prefixed(principal, ResourceType.TRANSACTIONAL_ID, prefix, AclOperation.WRITE))
                        .toList();
        };
    }

    private static Path config(String name, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = folder.resolve(name + ".properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private static Path model() throws IOException {
        Path file = folder.resolve("version-0.model");
        if (!Files.exists(file)) {
            ModelFiles.write(Versions.number(0), file);
        }
        return file;
    }

    /** Exit code and all that was said. */
    private static String run(Path config, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        int code = Surprisal.run(writer, writer, all.toArray(String[]::new));
        return code + " " + said;
    }

    private static AclBinding acl(String principal, ResourceType type, String name, AclOperation operation) {
        return binding(principal, new ResourcePattern(type, name, PatternType.LITERAL), operation);
    }

    private static AclBinding prefixed(String principal, ResourceType type, String prefix, AclOperation operation) {
        return binding(principal, new ResourcePattern(type, prefix, PatternType.PREFIXED), operation);
    }

    private static AclBinding binding(String principal, ResourcePattern pattern, AclOperation operation) {
        return new AclBinding(pattern, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static void send(Topics topics) throws Exception {
        try (KafkaProducer<String, Observation> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", site.adminServers()),
                topics.observations().keySerde().serializer(),
                topics.observations().valueSerde().serializer())) {
            for (int row = 0; row < ROWS; row++) {
                Instant time = Instant.parse("2026-01-05T00:00:00Z").plus(Duration.ofMinutes(row));
                producer.send(new ProducerRecord<>(
                                topics.observations().name(),
                                null,
                                time.toEpochMilli(),
                                "host-1",
                                new Observation("host-1", time, Map.of("value", (double) row))))
                        .get();
            }
        }
    }

    private static int scoresOf(Topics topics, DetectorProcess detector) {
        List<byte[]> scores = new ArrayList<>();
        long end = System.nanoTime() + LIMIT.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = Ledger.consumer(site.adminServers())) {
            consumer.assign(List.of(new TopicPartition(topics.scores().name(), 0)));
            consumer.seekToBeginning(consumer.assignment());
            while (scores.size() < ROWS && detector.isAlive() && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> scores.add(record.value()));
            }
        }
        return scores.size();
    }
}
