package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final Topics topics =
            Topics.of(TopicSettings.defaults(), new RegistrySerdes(RegistrySettings.at("mock://topics")));

    @Test
    void listsEveryTopicOnce() {
        assertThat(topics.all())
                .extracting(Topic::name)
                .containsExactly(
                        "observations",
                        "anomalies",
                        "scores",
                        "shadow-scores",
                        "alert-evidence",
                        "incidents",
                        "feedback",
                        "dead-letters",
                        "models");
    }

    @Test
    void keepsModelsInOneCompactedPartition() {
        assertThat(topics.models().form())
                .isEqualTo(new TopicForm(
                        TopicOwner.PROJECT, 1, CleanupPolicy.COMPACT, MessageTimestamp.OF_PRODUCER, Map.of()));
    }

    @Test
    void dropsAlertsScoresAndDeadLettersAfterTheirTime() {
        assertThat(topics.anomalies().form().configs()).containsEntry("retention.ms", "2592000000");
        assertThat(topics.scores().form().configs()).containsEntry("retention.ms", "604800000");
        assertThat(topics.shadowScores().form().configs()).containsEntry("retention.ms", "604800000");
        assertThat(topics.alertEvidence().form().configs()).containsEntry("retention.ms", "7776000000");
        assertThat(topics.deadLetters().form().configs()).containsEntry("retention.ms", "1209600000");
    }

    @Test
    void keepsTheLastWordOfEachIncidentAndAllFeedback() {
        assertThat(topics.incidents().form().cleanupPolicy().setting()).isEqualTo("compact,delete");
        assertThat(topics.incidents().form().configs()).containsEntry("retention.ms", "7776000000");
        assertThat(topics.feedback().form().partitions()).isEqualTo(1);
        assertThat(topics.feedback().form().configs()).containsEntry("retention.ms", "-1");
    }

    @Test
    void leavesObservationsToThosePeopleWhoseTheyAre() {
        assertThat(topics.observations().form().owner()).isEqualTo(TopicOwner.USER);
        assertThat(topics.all().stream().filter(topic -> topic.form().owner() == TopicOwner.USER))
                .hasSize(1);
    }

    @Test
    void namesSubjectsByTheTopic() {
        TopicSettings settings = TopicSettings.from(Map.of("topic.prefix", "prod."), new ArrayList<>());

        Topics prefixed = Topics.of(settings, new RegistrySerdes(RegistrySettings.at("mock://topics")));

        assertThat(prefixed.models().subject()).isEqualTo("prod.models-value");
    }
}
