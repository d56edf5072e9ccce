package io.surprisal.deploy.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentKind;
import io.surprisal.avro.IncidentSeverity;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.deploy.notify.Notification.Event;
import io.surprisal.schemas.TrustedClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTemplateTest {

    static {
        TrustedClasses.declare();
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final String STRANGE = "a \"quoted\" \\ key\n\u0007 & <b>";

    @TempDir
    private Path folder;

    @Test
    void writesEventsForPagerDutyThatItMerges() throws Exception {
        PayloadTemplate template =
                PayloadTemplate.bundled("pagerduty", Map.of("routingKey", "R0", "link", "http://detector:8080"));

        JsonNode trigger = JSON.readTree(template.render(Notification.of(Event.TRIGGER, incident())));
        JsonNode acknowledge = JSON.readTree(template.render(Notification.of(said())));
        JsonNode resolve = JSON.readTree(template.render(Notification.of(Event.RESOLVE, incident())));

        assertThat(trigger.path("routing_key").textValue()).isEqualTo("R0");
        assertThat(trigger.path("event_action").textValue()).isEqualTo("trigger");
        assertThat(trigger.path("dedup_key").textValue()).isEqualTo("observations-0-7");
        assertThat(trigger.path("client_url").textValue())
                .isEqualTo("http://detector:8080/api/v1/incidents/observations-0-7");
        assertThat(trigger.at("/payload/source").textValue()).isEqualTo(STRANGE);
        assertThat(trigger.at("/payload/severity").textValue()).isIn("info", "warning", "error", "critical");
        assertThat(trigger.at("/payload/summary").textValue()).contains("87.3");
        assertThat(acknowledge.path("event_action").textValue()).isEqualTo("acknowledge");
        assertThat(acknowledge.has("payload")).isFalse();
        assertThat(resolve.path("event_action").textValue()).isEqualTo("resolve");
        assertThat(resolve.path("dedup_key")).isEqualTo(trigger.path("dedup_key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slack", "json"})
    void writesTheOthersForEachEventWhateverTheKeyIs(String name) throws Exception {
        PayloadTemplate template = PayloadTemplate.bundled(name, Map.of());

        for (Notification notification : new Notification[] {
            Notification.of(Event.TRIGGER, incident()),
            Notification.of(said()),
            Notification.of(Event.RESOLVE, incident())
        }) {
            JsonNode body = JSON.readTree(template.render(notification));

            assertThat(body.path(name.equals("slack") ? "text" : "summary").textValue())
                    .contains(STRANGE);
        }
    }

    @Test
    void takesAUsersOwnAndSaysWhereItGivesNoJson() throws Exception {
        Path good = Files.writeString(
                folder.resolve("good"), "{\"msg\": \"{{series}}\"{{#resolve}}, \"over\": true{{/resolve}}}");
        Path bad = Files.writeString(folder.resolve("bad"), "{\"msg\": {{series}}}");
        Path none = Files.writeString(folder.resolve("none"), "{{#open}}");

        assertThat(JSON.readTree(PayloadTemplate.of(good, Map.of()).render(Notification.of(Event.RESOLVE, incident())))
                        .path("over")
                        .booleanValue())
                .isTrue();
        assertThatThrownBy(() -> PayloadTemplate.of(bad, Map.of()).render(Notification.of(Event.RESOLVE, incident())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not give JSON for resolve");
        assertThatThrownBy(() -> PayloadTemplate.of(none, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no Mustache");
    }

    static Incident incident() {
        return Incident.newBuilder()
                .setIncidentId("observations-0-7")
                .setSeries(STRANGE)
                .setKind(IncidentKind.ANOMALY)
                .setStatus(IncidentStatus.OPEN)
                .setSeverity(IncidentSeverity.ERROR)
                .setRevision(1)
                .setOpenedAt(Instant.EPOCH)
                .setLastAnomalyAt(Instant.EPOCH)
                .setPeakScore(0.873)
                .build();
    }

    private static Feedback said() {
        return Feedback.newBuilder()
                .setIncidentId("observations-0-7")
                .setSeries(STRANGE)
                .setKind(FeedbackKind.ACKNOWLEDGED)
                .setFromEventTime(Instant.EPOCH)
                .setSince(Instant.EPOCH)
                .setBy("ann")
                .build();
    }
}
