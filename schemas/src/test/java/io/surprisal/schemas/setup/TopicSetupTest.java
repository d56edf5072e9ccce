package io.surprisal.schemas.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.surprisal.avro.Anomaly;
import io.surprisal.schemas.Examples;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicSettings;
import io.surprisal.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSetupTest {

    private static final String SCOPE = "topic-setup";
    private static final RegistrySettings REGISTRY = RegistrySettings.at("mock://" + SCOPE);

    private final MemoryCatalog broker = new MemoryCatalog();
    private final SchemaRegistryClient registry = REGISTRY.client();
    private final Topics topics = Topics.of(TopicSettings.defaults(), new RegistrySerdes(REGISTRY));
    private final TopicSetup setup = new TopicSetup(broker, new SchemaSetup(registry, REGISTRY.url()));

    @AfterEach
    void dropRegistry() {
        MockSchemaRegistry.dropScope(SCOPE);
    }

    @Test
    void createsEveryTopicAndRegistersEverySchema() throws Exception {
        List<SetupResult> results = setup.run(topics.all(), TopicSetup.Mode.APPLY);

        assertThat(lines(results))
                .containsExactly(
                        "topic  observations: created, 6 partitions, cleanup.policy=delete",
                        "schema observations-value: created, version 1, compatibility FULL_TRANSITIVE",
                        "topic  anomalies: created, 6 partitions, cleanup.policy=delete, message.timestamp.type=LogAppendTime",
                        "schema anomalies-value: created, version 1, compatibility FULL_TRANSITIVE",
                        "topic  scores: created, 6 partitions, cleanup.policy=delete, message.timestamp.type=LogAppendTime",
                        "schema scores-value: created, version 1, compatibility FULL_TRANSITIVE",
                        "topic  shadow-scores: created, 6 partitions, cleanup.policy=delete,"
                                + " message.timestamp.type=LogAppendTime",
                        "schema shadow-scores-value: created, version 1, compatibility FULL_TRANSITIVE",
                        "topic  alert-evidence: created, 6 partitions, cleanup.policy=delete,"
                                + " message.timestamp.type=LogAppendTime",
                        "schema alert-evidence-value: created, version 1, compatibility FULL_TRANSITIVE",
                        "topic  incidents: created, 6 partitions, cleanup.policy=compact,delete,"
                                + " message.timestamp.type=LogAppendTime",
                        "schema incidents-value: created, version 1, compatibility FULL_TRANSITIVE",
                        "topic  feedback: created, 1 partitions, cleanup.policy=delete",
                        "schema feedback-value: created, version 1, compatibility FULL_TRANSITIVE",
                        "topic  dead-letters: created, 1 partitions, cleanup.policy=delete, message.timestamp.type=LogAppendTime",
                        "schema dead-letters-value: created, version 1, compatibility FULL_TRANSITIVE",
                        "topic  models: created, 1 partitions, cleanup.policy=compact",
                        "schema models-value: created, version 1, compatibility FULL_TRANSITIVE");
        assertThat(registry.getCompatibility("models-value")).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void findsAllAsItMustBeWhenItRunsAgain() {
        setup.run(topics.all(), TopicSetup.Mode.APPLY);
        int created = broker.created;

        List<SetupResult> results = setup.run(topics.all(), TopicSetup.Mode.APPLY);

        assertThat(results).extracting(SetupResult::outcome).containsOnly(SetupResult.Outcome.EXISTS);
        assertThat(broker.created).isEqualTo(created);
    }

    @Test
    void makesWritingPossibleWithoutRegistration() {
        setup.run(topics.all(), TopicSetup.Mode.APPLY);

        try (Serde<Anomaly> serde = new RegistrySerdes(REGISTRY).of(Anomaly.class)) {
            assertThat(serde.serializer().serialize("anomalies", Examples.anomaly()))
                    .isNotEmpty();
        }
    }

    @Test
    void changesNothingWhenItRunsDry() {
        List<SetupResult> results = setup.run(topics.all(), TopicSetup.Mode.DRY_RUN);

        assertThat(results).extracting(SetupResult::outcome).containsOnly(SetupResult.Outcome.MISSING);
        assertThat(lines(results)).contains("topic  models: would be created, 1 partitions, cleanup.policy=compact");
        assertThat(broker.topics).isEmpty();
        assertThat(setup.run(topics.all(), TopicSetup.Mode.APPLY))
                .extracting(SetupResult::outcome)
                .containsOnly(SetupResult.Outcome.CREATED);
    }

    @Test
    void saysWhereATopicDisagreesAndLeavesItAsItIs() {
        broker.topics.put("models", new TopicCatalog.Found(3, "delete", "CreateTime"));

        List<SetupResult> results = setup.run(List.of(topics.models()), TopicSetup.Mode.APPLY);

        assertThat(lines(results))
                .first()
                .isEqualTo("topic  models: DISAGREES, found 3 partitions, expected 1; found cleanup.policy=delete,"
                        + " expected compact");
        assertThat(results.get(0).disagrees()).isTrue();
        assertThat(broker.topics).containsEntry("models", new TopicCatalog.Found(3, "delete", "CreateTime"));
    }

    @Test
    void saysWhereRetentionWouldDeleteResultsOfOldObservations() {
        broker.topics.put("anomalies", new TopicCatalog.Found(6, "delete", "CreateTime"));

        List<SetupResult> results = setup.run(List.of(topics.anomalies()), TopicSetup.Mode.APPLY);

        assertThat(lines(results))
                .first()
                .isEqualTo("topic  anomalies: DISAGREES, found message.timestamp.type=CreateTime, expected"
                        + " LogAppendTime");
    }

    @Test
    void takesObservationsAsTheyAre() throws Exception {
        broker.topics.put("observations", new TopicCatalog.Found(48, "compact,delete", "LogAppendTime"));
        registry.register("observations-value", new AvroSchema(reading("Reading", "cpu")));

        List<SetupResult> results = setup.run(List.of(topics.observations()), TopicSetup.Mode.APPLY);

        assertThat(lines(results))
                .containsExactly(
                        "topic  observations: exists, 48 partitions, cleanup.policy=compact,delete",
                        "schema observations-value: exists, has its own schema, which is read by paths");
    }

    @Test
    void saysWhereASchemaIsIncompatible() throws Exception {
        registry.register("anomalies-value", new AvroSchema(reading("Anomaly", "score")));

        List<SetupResult> results = setup.run(List.of(topics.anomalies()), TopicSetup.Mode.APPLY);

        assertThat(results.get(1).outcome()).isEqualTo(SetupResult.Outcome.DISAGREES);
        assertThat(results.get(1).detail())
                .contains("incompatible with version 1, new readers, old records:")
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("alertId");
        assertThat(registry.getAllVersions("anomalies-value")).containsExactly(1);
    }

    @Test
    void registersANewVersionBesideACompatibleOne() throws Exception {
        registry.register(
                "anomalies-value",
                new AvroSchema(withoutLastField(topics.anomalies().valueSchema())));

        List<SetupResult> results = setup.run(List.of(topics.anomalies()), TopicSetup.Mode.APPLY);

        assertThat(lines(results))
                .last()
                .isEqualTo("schema anomalies-value: created, version 2, compatibility FULL_TRANSITIVE");
    }

    @Test
    void makesWritingPossibleWhereAnEarlierSchemaHasOnlyOtherDocumentation() throws Exception {
        String undocumented = topics.anomalies().valueSchema().toString().replaceAll("\"doc\":\"[^\"]*\",?", "");
        registry.register("anomalies-value", new AvroSchema(undocumented.replace(",}", "}")));

        List<SetupResult> results = setup.run(List.of(topics.anomalies()), TopicSetup.Mode.APPLY);

        assertThat(results).noneMatch(SetupResult::disagrees);
        try (Serde<Anomaly> serde = new RegistrySerdes(REGISTRY).of(Anomaly.class)) {
            assertThat(serde.serializer().serialize("anomalies", Examples.anomaly()))
                    .isNotEmpty();
        }
    }

    @Test
    void saysWhereTheCompatibilityOfASubjectIsAnother() throws Exception {
        setup.run(List.of(topics.anomalies()), TopicSetup.Mode.APPLY);
        registry.updateCompatibility("anomalies-value", "NONE");

        List<SetupResult> results = setup.run(List.of(topics.anomalies()), TopicSetup.Mode.APPLY);

        assertThat(lines(results))
                .last()
                .isEqualTo("schema anomalies-value: DISAGREES, version 1 has compatibility NONE, expected"
                        + " FULL_TRANSITIVE");
    }

    @Test
    void saysThatNoBrokerAnswers() throws IOException {
        String servers = "127.0.0.1:" + closedPort();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "default.api.timeout.ms", 300, "request.timeout.ms", 200);

        try (Admin admin = Admin.create(settings)) {
            TopicSetup unreachable = TopicSetup.at(admin, servers, registry, REGISTRY, TopicSettings.defaults());

            assertThatThrownBy(() -> unreachable.run(topics.all(), TopicSetup.Mode.APPLY))
                    .isInstanceOf(SetupException.class)
                    .hasMessage("cannot describe topic observations at " + servers
                            + ": no broker answered; check that it runs and that bootstrap.servers is right");
        }
    }

    @Test
    void saysThatNoRegistryAnswers() throws IOException {
        RegistrySettings nowhere = once("http://127.0.0.1:" + closedPort());

        assertThatThrownBy(() -> at(nowhere).run(topics.all(), TopicSetup.Mode.APPLY))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith("cannot reach the schema registry at " + nowhere.url()
                        + ": check that it runs and that schema.registry.url is right");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | the registry does not accept the credentials (401); set basic.auth.credentials.source=USER_INFO",
                "401 | OAuth is not in this client",
                "403 | not allowed (403); setup needs the rights to read and write subjects",
                "500 | refused",
            })
    void saysThatTheRegistryRefuses(int status, String message) throws IOException {
        try (StubRegistry refusing = StubRegistry.refusing(status, status)) {
            RegistrySettings settings = once(refusing.url());

            assertThatThrownBy(() -> at(settings).run(topics.all(), TopicSetup.Mode.APPLY))
                    .isInstanceOf(SetupException.class)
                    .hasMessageStartingWith("cannot register observations-value at " + refusing.url() + ": ")
                    .hasMessageContaining(message);
        }
    }

    /** A registry that is asked only once. */
    private static RegistrySettings once(String url) {
        return RegistrySettings.of(Map.of(RegistrySettings.URL, url, "schema.registry.max.retries", "0"));
    }

    private TopicSetup at(RegistrySettings settings) {
        return new TopicSetup(broker, new SchemaSetup(settings.client(), settings.url()));
    }

    private static List<String> lines(List<SetupResult> results) {
        return results.stream().map(SetupResult::line).toList();
    }

    private static Schema reading(String name, String field) {
        return SchemaBuilder.record(name)
                .namespace("io.surprisal.avro")
                .fields()
                .requiredDouble(field)
                .endRecord();
    }

    private static Schema withoutLastField(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields()
                .subList(0, schema.getFields().size() - 1)
                .forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A broker's topics in memory. */
    private static final class MemoryCatalog implements TopicCatalog {

        private final Map<String, Found> topics = new HashMap<>();
        private int created;

        @Override
        public Optional<Found> find(String name) {
            return Optional.ofNullable(topics.get(name));
        }

        @Override
        public void create(Topic<?, ?> topic) {
            created++;
            topics.put(
                    topic.name(),
                    new Found(
                            topic.form().partitions(),
                            topic.form().cleanupPolicy().setting(),
                            topic.form().timestamps().setting()));
        }
    }
}
