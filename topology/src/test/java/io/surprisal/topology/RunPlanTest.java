package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.schemas.TopicRole;
import io.surprisal.topology.settings.DetectorSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPlanTest {

    @Test
    void saysWhatRunsWhereWithoutASecret() {
        RunPlan plan = plan(Map.of(
                "kafka.sasl.jaas.config", "login password=\"hidden-1\"",
                "schema.registry.basic.auth.user.info", "user:hidden-2",
                "http.token", "hidden-3-hidden-3-hidden-3-hidden-3"));

        assertThat(String.join("\n", plan.lines()) + plan.topology())
                .contains("as surprisal on localhost:9092")
                .contains("series key host, event time record, features cpu")
                .doesNotContain("hidden");
    }

    @Test
    void namesTheTopicsAndStoresThatTheSettingsLeadTo() {
        RunPlan plan = plan(Map.of("state.ttl", "7d", "shadow.enabled", "false", "transforms", "cpu=rate"));

        assertThat(plan.topics())
                .containsExactly(
                        TopicRole.OBSERVATIONS,
                        TopicRole.ANOMALIES,
                        TopicRole.ALERT_EVIDENCE,
                        TopicRole.INCIDENTS,
                        TopicRole.FEEDBACK,
                        TopicRole.DEAD_LETTERS,
                        TopicRole.MODELS);
        assertThat(plan.internalTopics())
                .contains(
                        "surprisal-observations-by-series-repartition",
                        "surprisal-deadlines-changelog",
                        "surprisal-incident-state-changelog",
                        "surprisal-series-state-changelog",
                        "surprisal-shadow-state-changelog",
                        "surprisal-transform-state-changelog");
    }

    private static RunPlan plan(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("features", "cpu", "series.key", "host"));
        all.putAll(settings);
        return new RunPlan(DetectorSettings.of(all));
    }
}
