package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.avro.Observation;
import io.surprisal.deploy.registry.RegistryServer;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicSettings;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.setup.SetupResult;
import io.surprisal.schemas.setup.TopicSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics and schemas, on a real broker and a real registry. */
class SetupIT {

    @TempDir
    private static Path folder;

    private static RegistryServer registry;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        registry = RegistryServer.launch(
                RegistryServer.installation(), folder.resolve("registry"), folder.resolve("registry"), 0);
        admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()));
        registry.awaitReady();
    }

    @AfterAll
    static void stop() {
        admin.close();
        registry.close();
    }

    @Test
    void createsEverythingOnceAndNothingTheSecondTime() throws IOException {
        List<SetupResult> dry = setup("once", 2, TopicSetup.Mode.DRY_RUN);
        List<SetupResult> first = setup("once", 2, TopicSetup.Mode.APPLY);
        List<SetupResult> second = setup("once", 2, TopicSetup.Mode.APPLY);

        assertThat(dry).hasSize(18).allMatch(result -> result.outcome() == SetupResult.Outcome.MISSING);
        assertThat(first).hasSize(18).allMatch(result -> result.outcome() == SetupResult.Outcome.CREATED);
        assertThat(second).hasSize(18).allMatch(result -> result.outcome() == SetupResult.Outcome.EXISTS);
    }

    @Test
    void letsTheBrokerStampResultsSoThatRetentionKeepsThoseOfOldObservations() throws Exception {
        setup("stamped", 2, TopicSetup.Mode.APPLY);

        assertThat(timestamps("stamped.anomalies")).isEqualTo("LogAppendTime");
        assertThat(timestamps("stamped.scores")).isEqualTo("LogAppendTime");
        assertThat(timestamps("stamped.dead-letters")).isEqualTo("LogAppendTime");
        assertThat(timestamps("stamped.observations")).isEqualTo("CreateTime");
    }

    @Test
    void namesATopicThatDisagreesAndLeavesItAsItIs() throws Exception {
        admin.createTopics(List.of(new NewTopic("odd.models", 3, (short) 1)))
                .all()
                .get();

        List<SetupResult> results = setup("odd", 2, TopicSetup.Mode.APPLY);

        assertThat(results)
                .filteredOn(SetupResult::disagrees)
                .singleElement()
                .satisfies(result -> assertThat(result.line())
                        .contains("odd.models", "found 3 partitions, expected 1", "cleanup.policy=delete"));
        assertThat(setup("odd", 2, TopicSetup.Mode.APPLY))
                .filteredOn(SetupResult::disagrees)
                .hasSize(1);
    }

    @Test
    void readsBackWhatItWroteThroughTheRegistry() throws IOException {
        setup("round", 1, TopicSetup.Mode.APPLY);
        Topic<String, Observation> topic = topics("round", 1).observations();
        Observation written = new Observation("a", Instant.ofEpochMilli(7), Map.of("cpu", 0.1));

        byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), written);

        assertThat(topic.valueSerde().deserializer().deserialize(topic.name(), bytes))
                .isEqualTo(written);
    }

    @Test
    void refusesToWriteWhatWasNeverSetUp() {
        Topic<String, Observation> topic = topics("never", 1).observations();
        Observation observation = new Observation("a", Instant.ofEpochMilli(7), Map.of());

        assertThatThrownBy(() -> topic.valueSerde().serializer().serialize(topic.name(), observation))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("surprisal setup");
    }

    private static List<SetupResult> setup(String prefix, int partitions, TopicSetup.Mode mode) throws IOException {
        try (SchemaRegistryClient client = settings().client()) {
            return TopicSetup.at(
                            admin,
                            SharedBroker.bootstrapServers(),
                            client,
                            settings(),
                            topicSettings(prefix, partitions))
                    .run(topics(prefix, partitions).all(), mode);
        }
    }

    private static String timestamps(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().values().stream()
                .map(config -> config.get("message.timestamp.type").value())
                .findFirst()
                .orElseThrow();
    }

    private static Topics topics(String prefix, int partitions) {
        return Topics.of(topicSettings(prefix, partitions), new RegistrySerdes(settings()));
    }

    private static TopicSettings topicSettings(String prefix, int partitions) {
        List<String> faults = new ArrayList<>();
        TopicSettings settings = TopicSettings.from(
                Map.of(TopicSettings.PREFIX, prefix + ".", TopicSettings.PARTITIONS, Integer.toString(partitions)),
                faults);
        assertThat(faults).isEmpty();
        return settings;
    }

    private static RegistrySettings settings() {
        return RegistrySettings.at(registry.url());
    }
}
