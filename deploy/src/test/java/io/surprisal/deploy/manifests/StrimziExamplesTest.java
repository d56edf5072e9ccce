package io.surprisal.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surprisal.schemas.MessageTimestamp;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicSettings;
import io.surprisal.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples for Strimzi against what {@code setup} makes and what docs/SECURITY.md says. */
class StrimziExamplesTest {

    private static final Path FOLDER = Path.of("strimzi");
    private static final String MODEL = "io.strimzi.api.kafka.model.";

    @Test
    void nameTheTopicsThatSetupMakes() throws Exception {
        Map<String, String> example = new TreeMap<>();
        for (JsonNode topic : read("topics.yaml").checked("KafkaTopic", MODEL + "topic.KafkaTopic")) {
            Map<String, String> config = new TreeMap<>();
            topic.at("/spec/config")
                    .properties()
                    .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
            example.put(
                    topic.at("/metadata/name").asText(),
                    topic.at("/spec/partitions").asInt() + " " + config);
        }

        Map<String, String> made = new TreeMap<>();
        for (Topic<?, ?> topic : Topics.of(
                        TopicSettings.defaults(), new RegistrySerdes(RegistrySettings.at("mock://strimzi")))
                .all()) {
            Map<String, String> config = new TreeMap<>(topic.form().configs());
            config.put("cleanup.policy", topic.form().cleanupPolicy().setting());
            if (topic.form().timestamps() == MessageTimestamp.OF_BROKER) {
                config.put("message.timestamp.type", "LogAppendTime");
            }
            made.put(topic.name(), topic.form().partitions() + " " + config);
        }
        assertThat(example).isEqualTo(made);
    }

    @Test
    void giveADetectorTheRightsThatAreDocumented() throws Exception {
        List<String> given = new ArrayList<>(rights("surprisal-detector"));

        List<String> documented = new ArrayList<>(documented());
        // For the API alone, as docs/OPERATIONS.md and docs/SECURITY.md say.
        documented.add("topic anomalies Read");
        documented.add("topic incidents Read");
        documented.add("topic feedback Read");
        documented.add("topic feedback Write");
        assertThat(given).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void letATrainerPublishAndNothingBeyondItsNames() throws Exception {
        assertThat(rights("surprisal-trainer"))
                .contains("topic models Write", "transactionalId surprisal-publish-* Write")
                .noneMatch(right -> right.startsWith("topic anomalies"));
    }

    private static Set<String> rights(String user) throws Exception {
        Set<String> rights = new TreeSet<>();
        for (JsonNode each : read("users.yaml").checked("KafkaUser", MODEL + "user.KafkaUser")) {
            if (!each.at("/metadata/name").asText().equals(user)) {
                continue;
            }
            for (JsonNode rule : each.at("/spec/authorization/acls")) {
                JsonNode resource = rule.path("resource");
                String star = resource.path("patternType").asText().equals("prefix") ? "*" : "";
                String name = resource.path("type").asText() + " "
                        + resource.path("name").asText() + star;
                rule.path("operations").forEach(operation -> rights.add(name + " " + operation.asText()));
            }
        }
        return rights;
    }

    /** The rows of docs/SECURITY.md's table, with {@code application.id=surprisal}. */
    private static List<String> documented() throws IOException {
        List<String> rights = new ArrayList<>();
        Pattern row = Pattern.compile("(?m)^\\| (topics?|group|transactional ids)([^|]*) \\| ([A-Za-z, ]+) \\|$");
        Matcher rows = row.matcher(Files.readString(Path.of("..", "docs", "SECURITY.md")));
        while (rows.find()) {
            String type = rows.group(1).startsWith("topic")
                    ? "topic"
                    : rows.group(1).equals("group") ? "group" : "transactionalId";
            String star = rows.group(2).contains("prefix") ? "*" : "";
            Matcher names = Pattern.compile("`([^`]+)`").matcher(rows.group(2));
            while (names.find()) {
                String name = names.group(1).replace("<application.id>", "surprisal");
                for (String operation : rows.group(3).split(", ", -1)) {
                    rights.add(type + " " + name + star + " " + operation);
                }
            }
        }
        return rights;
    }

    private static Manifests read(String file) throws IOException {
        return Manifests.of(Files.readString(FOLDER.resolve(file)));
    }
}
