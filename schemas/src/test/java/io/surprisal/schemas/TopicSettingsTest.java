package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsTest {

    private final List<String> faults = new ArrayList<>();

    @Test
    void namesTopicsByTheirRolesUnlessTold() {
        TopicSettings settings = TopicSettings.defaults();

        assertThat(settings.names().values())
                .containsExactlyInAnyOrder(
                        "observations",
                        "anomalies",
                        "scores",
                        "shadow-scores",
                        "alert-evidence",
                        "incidents",
                        "feedback",
                        "dead-letters",
                        "models");
        assertThat(settings.partitions()).isEqualTo(6);
        assertThat(settings.replicationFactor()).isEqualTo((short) -1);
    }

    @Test
    void putsAPrefixBeforeDefaultNamesAndTakesConfiguredNamesWhole() {
        TopicSettings settings = TopicSettings.from(
                Map.of("topic.prefix", "prod.", "topic.observations", "metrics", "topic.dead-letters", "dlq"), faults);

        assertThat(settings.name(TopicRole.OBSERVATIONS)).isEqualTo("metrics");
        assertThat(settings.name(TopicRole.DEAD_LETTERS)).isEqualTo("dlq");
        assertThat(settings.name(TopicRole.MODELS)).isEqualTo("prod.models");
        assertThat(faults).isEmpty();
    }

    @Test
    void readsPartitionsAndReplicas() {
        TopicSettings settings =
                TopicSettings.from(Map.of("topic.partitions", " 24 ", "topic.replication.factor", "3"), faults);

        assertThat(settings.partitions()).isEqualTo(24);
        assertThat(settings.replicationFactor()).isEqualTo((short) 3);
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic.anomalies          | a b     | topic.anomalies must give a topic name of 1 to 249 letters",
                "topic.anomalies          | ..      | topic.anomalies must give a topic name of 1 to 249 letters",
                "topic.anomalies          | scores  | topic.scores must give each topic its own name: scores",
                "topic.prefix             | a/      | topic.prefix must give a topic name of 1 to 249 letters",
                "topic.partitions         | 0       | topic.partitions must be a whole number from 1 to 10000",
                "topic.partitions         | many    | topic.partitions must be a whole number from 1 to 10000",
                "topic.replication.factor | 0       | topic.replication.factor must be a whole number from -1",
                "topic.replication.factor | -2      | topic.replication.factor must be a whole number from -1",
            })
    void refusesWhatNoBrokerTakesNamingIt(String setting, String value, String message) {
        TopicSettings.from(Map.of(setting, value), faults);

        assertThat(faults).isNotEmpty().first().asString().startsWith(message).contains(value);
    }

    @Test
    void reportsAllFaultsTogether() {
        TopicSettings.from(Map.of("topic.models", "?", "topic.partitions", "-1"), faults);

        assertThat(faults).hasSize(2);
    }
}
